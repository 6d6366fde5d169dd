package io.multiproc.core.listener;

import static io.multiproc.Multiprocessing.awaitAny;
import static io.multiproc.Multiprocessing.client;
import static io.multiproc.Multiprocessing.listener;
import static io.multiproc.Multiprocessing.listenerBuilder;
import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.waitable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.Connection;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.Waitable;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What CPython's own tests hold its listeners to. */
@ExtendWith(CleanExit.class)
class ListenerConformanceTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    @ParameterizedTest
    @EnumSource(names = {"UNIX", "INET"})
    @Conforms("_TestListener.test_multiple_bind")
    void isRefusedAnAddressThatIsInUse(StandardProtocolFamily family) throws Exception {
        try (ConnectionListener first = listenerBuilder().family(family).listen()) {
            assertThatThrownBy(() -> listener(first.address()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining(first.address().toString());
        }
    }

    @Test
    @Conforms("_TestListener.test_empty_authkey")
    void anEmptyKeyIsAKey() throws Exception {
        ConnectionListener listener = listenerBuilder().authkey(new byte[0]).listen();
        try (listener;
                Connection client = client(listener.address(), new byte[0]);
                Connection accepted = listener.accept()) {
            client.send(1);
            assertThat(accepted.recv()).isEqualTo(1);
        }
        assertThatThrownBy(listener::accept).isInstanceOf(IOException.class).hasMessageContaining("is closed");
    }

    @Test
    @Conforms("_TestListenerClient.test_listener_client")
    void aChildConnectsWithEachFamily() throws Exception {
        try (ConnectionListener unix = listener();
                ConnectionListener internet =
                        listenerBuilder().family(StandardProtocolFamily.INET).listen()) {
            SocketAddress[] addresses = {unix.address(), internet.address()};
            ChildProcess child = process(PeerPrograms::sayHello, addresses, new byte[0]);
            child.start();
            for (ConnectionListener listener : List.of(unix, internet)) {
                try (Connection connection = listener.accept(LONG)) {
                    assertThat(connection.recv()).isEqualTo("hello");
                }
            }
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
        }
    }

    @Test
    @Conforms("_TestListenerClient.test_issue14725")
    void aClientThatIsGoneIsStillAccepted() throws Exception {
        try (ConnectionListener listener = listener()) {
            SocketAddress[] addresses = {listener.address()};
            ChildProcess child = process(PeerPrograms::sayHello, addresses, new byte[0]);
            child.start();
            assertThat(child.join(LONG)).isTrue();
            TimeUnit.SECONDS.sleep(1);
            try (Connection connection = listener.accept(LONG)) {
                assertThat(connection.recv()).isEqualTo("hello");
            }
        }
    }

    @Test
    @Conforms("_TestPicklingConnections.test_pickling")
    void anAcceptedConnectionCanBeSentToAnotherProcess() throws Exception {
        try (Pipe acceptor = pipe();
                Pipe answerer = pipe()) {
            ChildProcess accepting = process(PeerPrograms::acceptAndSend, acceptor.second());
            ChildProcess answering = process(PeerPrograms::answerInCapitals, answerer.second());
            accepting.start();
            answering.start();
            for (String text : List.of("over a unix socket", "over tcp")) {
                answerer.first().send(acceptor.first().recv(SocketAddress.class));
                try (Connection connection = acceptor.first().recv(Connection.class)) {
                    connection.send(text);
                    assertThat(connection.recv()).isEqualTo(text.toUpperCase(Locale.ROOT));
                    assertThatThrownBy(connection::recv).isInstanceOf(EOFException.class);
                }
            }
            acceptor.first().close();
            assertThat(answering.join(LONG)).isTrue();
            assertThat(accepting.join(LONG)).isTrue();
        }
    }

    @Test
    @Conforms("TestInvalidFamily.test_invalid_family")
    void isRefusedTheNameOfAWindowsPipe() {
        assertThatThrownBy(() -> listener(UnixDomainSocketAddress.of("\\\\.\\test")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\\\\.\\test");
    }

    /** There is no time-out for all sockets here, so there is only the waiting to be shown. */
    @Test
    @Conforms("TestTimeouts.test_timeout")
    void waitsLongerThanATimeout() throws Exception {
        try (Pipe pipe = pipe();
                ConnectionListener listener =
                        listenerBuilder().family(StandardProtocolFamily.INET).listen()) {
            Thread late = new Thread(() -> {
                try {
                    TimeUnit.MILLISECONDS.sleep(300);
                    pipe.second().send(123);
                    try (Connection connection = client(listener.address())) {
                        TimeUnit.MILLISECONDS.sleep(300);
                        connection.send(456);
                    }
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            late.start();
            assertThat(pipe.first().recv()).isEqualTo(123);
            try (Connection connection = listener.accept()) {
                assertThat(connection.recv()).isEqualTo(456);
            }
            late.join();
        }
    }

    /** Signals do not interrupt waiting on a JVM: a child in accept that gets one goes on. */
    @Test
    @Conforms("TestIgnoreEINTR.test_ignore_listener")
    void aSignalDoesNotDisturbAccept() throws Exception {
        try (Pipe control = pipe()) {
            ChildProcess child = process(PeerPrograms::welcome, control.second());
            child.start();
            SocketAddress address = control.first().recv(SocketAddress.class);
            for (int count = 0; count < 3; count++) {
                // continues a process that is stopped, and is nothing to another
                new ProcessBuilder("kill", "-CONT", Long.toString(child.pid().orElseThrow()))
                        .start()
                        .waitFor();
            }
            try (Connection connection = client(address)) {
                assertThat(connection.recv()).isEqualTo("welcome");
            }
            assertThat(child.join(LONG)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Conforms({"TestWait.test_wait_socket", "TestWait.test_wait_socket_slow"})
    void awaitAnyTakesSocketsOfTheProgram(boolean slowly) throws Exception {
        List<ChildProcess> children = new ArrayList<>();
        Map<Waitable, SocketChannel> open = new IdentityHashMap<>();
        Map<Waitable, StringBuilder> received = new IdentityHashMap<>();
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
            for (int count = 0; count < 4; count++) {
                ChildProcess child = process(PeerPrograms::writeLines, address, slowly);
                child.start();
                children.add(child);
            }
            for (int count = 0; count < 4; count++) {
                SocketChannel socket = server.accept();
                assertThatThrownBy(() -> waitable(socket)).hasMessageContaining("configureBlocking(false)");
                socket.configureBlocking(false);
                Waitable waitable = waitable(socket);
                open.put(waitable, socket);
                received.put(waitable, new StringBuilder());
            }
        }
        while (!open.isEmpty()) {
            for (Waitable ready : awaitAny(List.copyOf(open.keySet()), LONG)) {
                SocketChannel socket = open.get(ready);
                ByteBuffer piece = ByteBuffer.allocate(32);
                int count = socket.read(piece);
                received.get(ready).append(new String(piece.array(), 0, piece.position(), StandardCharsets.US_ASCII));
                if (count < 0) {
                    socket.close();
                    open.remove(ready);
                } else {
                    assertThat(count).isPositive();
                }
            }
        }
        String lines = IntStream.range(0, 10).mapToObj(number -> number + "\n").collect(Collectors.joining());
        assertThat(received.values()).allMatch(text -> text.toString().equals(lines));
        for (ChildProcess child : children) {
            assertThat(child.join(LONG)).isTrue();
        }
    }
}
