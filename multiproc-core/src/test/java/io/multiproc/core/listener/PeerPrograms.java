package io.multiproc.core.listener;

import static io.multiproc.Multiprocessing.client;
import static io.multiproc.Multiprocessing.listenerBuilder;
import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.UNIX;

import io.multiproc.connection.Connection;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.reduction.UnreadableMessageException;
import java.io.EOFException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What the children of these tests do. */
final class PeerPrograms {

    private PeerPrograms() {}

    /** Says hello to each listener. */
    static void sayHello(SocketAddress[] addresses, byte[] key) throws Exception {
        for (SocketAddress address : addresses) {
            try (Connection connection = key.length == 0 ? client(address) : client(address, key)) {
                connection.send("hello");
            }
        }
    }

    /** Sends back what it receives, until it is the empty message. */
    static void echo(SocketAddress address) throws Exception {
        try (Connection connection = client(address)) {
            while (true) {
                byte[] message = connection.recvBytes();
                if (message.length == 0) {
                    return;
                }
                connection.sendBytes(message);
            }
        } catch (EOFException e) {
            // enough
        }
    }

    /** Says something long on the connection that it is sent, and hears nothing. */
    static void sayAndClose(Connection control, int length) throws Exception {
        try (control;
                Connection received = control.recv(Connection.class)) {
            received.sendBytes(new byte[length]);
        }
    }

    /** Connects and is silent until it is killed. */
    static void hold(SocketAddress address) throws Exception {
        try (Connection connection = client(address)) {
            connection.send("here");
            connection.recv();
        }
    }

    /** Accepts one client and welcomes it. */
    static void welcome(Connection control) throws Exception {
        try (ConnectionListener listener =
                listenerBuilder().family(StandardProtocolFamily.INET).listen()) {
            control.send(listener.address());
            try (Connection connection = listener.accept()) {
                connection.send("welcome");
            }
        }
    }

    /** Accepts a client of each family, and sends the connections to the parent. */
    static void acceptAndSend(Connection control) throws Exception {
        for (StandardProtocolFamily family : new StandardProtocolFamily[] {UNIX, INET}) {
            try (ConnectionListener listener = listenerBuilder().family(family).listen()) {
                control.send(listener.address());
                control.send(listener.accept());
            }
        }
        try {
            control.recv();
        } catch (EOFException e) {
            // the parent has all it wanted
        }
    }

    /** Sends back in capitals what it receives, once for each address. */
    static void answerInCapitals(Connection control) throws Exception {
        for (int count = 0; count < 2; count++) {
            try (Connection connection = client(control.recv(SocketAddress.class))) {
                connection.send(connection.recv(String.class).toUpperCase(Locale.ROOT));
            }
        }
    }

    /** Tells what it receives: an object, the reason why another cannot be made, the length of the third. */
    static void receive(Connection connection, Connection control) throws Exception {
        control.send(connection.recv());
        try {
            control.send(connection.recv());
        } catch (UnreadableMessageException e) {
            control.send(e.getMessage());
        }
        control.send(connection.recvBytes().length);
        connection.recv();
    }

    /** Ten numbered lines over a plain socket. */
    static void writeLines(InetSocketAddress address, boolean slowly) throws Exception {
        Random random = new Random(1);
        try (Socket socket = new Socket(address.getAddress(), address.getPort());
                OutputStream out = socket.getOutputStream()) {
            for (int number = 0; number < 10; number++) {
                if (slowly) {
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(100));
                }
                out.write((number + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }
}
