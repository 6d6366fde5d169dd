package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.connection.Connection;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.process.ChildProcess;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Two programs that did not start each other talk: one listens, the other connects, and both have the same key.
 *
 * <pre>{@code
 * # the one
 * with Listener(('localhost', 6000), authkey=b'secret password') as listener:
 *     with listener.accept() as conn:
 *         conn.send([2.25, None, 'junk'])
 *         conn.send_bytes(b'hello')
 *         conn.send_bytes(array('i', [42, 1729]))
 *
 * # the other
 * with Client(('localhost', 6000), authkey=b'secret password') as conn:
 *     print(conn.recv())
 *     print(conn.recv_bytes())
 *     arr = array('i', [0, 0, 0, 0, 0])
 *     print(conn.recv_bytes_into(arr))
 *     print(arr)
 * }</pre>
 */
public final class ListenerClient {

    private ListenerClient() {}

    static void serve(ConnectionListener listener) throws Exception {
        try (Connection conn = listener.accept()) {
            conn.send(Arrays.asList(2.25, null, "junk"));
            conn.sendBytes("hello".getBytes(StandardCharsets.UTF_8));
            conn.sendBytes(ByteBuffer.allocate(8).putInt(42).putInt(1729).flip());
        }
    }

    static void connect(SocketAddress address, String key) throws Exception {
        try (Connection conn = client(address, key.getBytes(StandardCharsets.UTF_8))) {
            System.out.println(conn.recv());
            System.out.println(new String(conn.recvBytes(), StandardCharsets.UTF_8));
            ByteBuffer numbers = ByteBuffer.allocate(20);
            System.out.println(conn.recvBytesInto(numbers));
            int[] array = new int[5];
            numbers.rewind().asIntBuffer().get(array);
            System.out.println(Arrays.toString(array));
        }
    }

    public static void main(String[] args) throws Exception {
        String role = args.length == 0 ? "both" : args[0];
        int port = args.length < 2 ? 6000 : Integer.parseInt(args[1]);
        String key = args.length < 3 ? UUID.randomUUID().toString() : args[2];
        if ("connect".equals(role)) {
            connect(new InetSocketAddress("localhost", port), key);
            return;
        }
        InetSocketAddress here = new InetSocketAddress("localhost", "listen".equals(role) ? port : 0);
        try (ConnectionListener listener = listener(here, key.getBytes(StandardCharsets.UTF_8))) {
            if ("listen".equals(role)) {
                System.out.println(
                        "Listening. In another terminal: ./demo listener-client connect " + port + " " + key);
                serve(listener);
                System.out.println(
                        "A client came from " + listener.lastAccepted().orElseThrow());
            } else {
                ChildProcess other = process(ListenerClient::connect, listener.address(), key);
                other.start();
                serve(listener);
                other.join();
            }
        }
    }
}
