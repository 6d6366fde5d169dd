package io.multiproc.core.listener;

import static io.multiproc.Multiprocessing.awaitAny;
import static io.multiproc.Multiprocessing.client;
import static io.multiproc.Multiprocessing.clientBuilder;
import static io.multiproc.Multiprocessing.listener;
import static io.multiproc.Multiprocessing.listenerBuilder;
import static io.multiproc.Multiprocessing.pipe;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.AuthenticationException;
import io.multiproc.connection.Connection;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.connection.Pipe;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.Waitable;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners and clients. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class ListenerTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final byte[] KEY = "the key of this test".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    record Point(int x, int y) {}

    @Nested
    class Accept {

        @ParameterizedTest
        @EnumSource(names = {"UNIX", "INET", "INET6"})
        @SuppressWarnings("try") // closed by hand: that is what the other side learns
        void givesAConnectionLikeThatOfAPipe(StandardProtocolFamily family) throws Exception {
            try (ConnectionListener listener =
                            listenerBuilder().family(family).authkey(KEY).listen();
                    Connection client = client(listener.address(), KEY);
                    Connection accepted = listener.accept(LONG)) {
                assertThat(listener.lastAccepted().isPresent()).isEqualTo(family != StandardProtocolFamily.UNIX);
                assertThat(accepted.poll()).isFalse();
                client.send(Map.of("a", List.of(1, 2.5, Instant.EPOCH)));
                assertThat(awaitAny(List.of(client, accepted), LONG)).containsExactly(accepted);
                assertThat(accepted.recv()).isEqualTo(Map.of("a", List.of(1, 2.5, Instant.EPOCH)));
                accepted.sendBytes(new byte[0]);
                assertThat(client.recvBytes()).isEmpty();
                accepted.close();
                assertThatThrownBy(client::recv).isInstanceOf(EOFException.class);
            }
        }

        @Test
        void waitsForTheTimeAndNoLonger() throws Exception {
            try (ConnectionListener listener = listener()) {
                assertThat(listener.isReady()).isFalse();
                assertThatThrownBy(() -> listener.accept(Duration.ofMillis(50)))
                        .isInstanceOf(TimeoutException.class)
                        .hasMessageContaining(listener.address().toString());
                assertThatThrownBy(() -> listener.accept(Duration.ofSeconds(-1)))
                        .isInstanceOf(TimeoutException.class);
            }
        }

        @Test
        void canBeInterruptedAndLosesNoClient() throws Exception {
            try (ConnectionListener listener = listener()) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(listener::accept).isInstanceOf(InterruptedException.class);
                try (Connection client = client(listener.address());
                        Connection accepted = listener.accept(LONG)) {
                    client.send(1);
                    assertThat(accepted.recv()).isEqualTo(1);
                }
            }
        }

        @Test
        void endsWhenTheListenerIsClosed() throws Exception {
            ConnectionListener listener = listener();
            BlockingQueue<Exception> thrown = new ArrayBlockingQueue<>(1);
            Thread waiting = new Thread(() -> {
                try {
                    listener.accept().close();
                } catch (Exception e) {
                    thrown.add(e);
                }
            });
            waiting.start();
            listener.close();
            assertThat(thrown.poll(50, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            assertThat(listener.isClosed()).isTrue();
            assertThat(listener.isReady()).as("accept would tell").isTrue();
            waiting.join();
            listener.close();
        }

        @Test
        void isAwaitedWithOtherThings() throws Exception {
            try (ConnectionListener one = listener();
                    ConnectionListener other = listener()) {
                List<Waitable> both = List.of(one, other);
                assertThat(awaitAny(both, Duration.ofMillis(20))).isEmpty();
                try (Connection client = client(other.address())) {
                    assertThat(awaitAny(both, LONG)).containsExactly(other);
                    assertThat(awaitAny(both, LONG)).as("still").containsExactly(other);
                    other.accept().close();
                    assertThat(awaitAny(both, Duration.ofMillis(20))).isEmpty();
                    assertThatThrownBy(client::recv).isInstanceOf(EOFException.class);
                }
            }
        }

        @Test
        void acceptsAgainWhenTheBacklogHasRoom() throws Exception {
            try (ConnectionListener listener = listenerBuilder().backlog(2).listen()) {
                for (int round = 0; round < 20; round++) {
                    try (Connection first = client(listener.address());
                            Connection second = client(listener.address())) {
                        listener.accept(LONG).close();
                        listener.accept(LONG).close();
                        assertThatThrownBy(first::recv).isInstanceOf(IOException.class);
                        assertThatThrownBy(second::recv).isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    @Nested
    class Authentication {

        private final BlockingQueue<AuthenticationException> refused = new ArrayBlockingQueue<>(10);

        private ConnectionListener.Builder builder() {
            return listenerBuilder().onRefused((client, reason) -> refused.add(reason));
        }

        @Test
        void anErrorOfWhoIsToldOfARefusalDoesNotEndTheListener() throws Exception {
            ConnectionListener.Builder builder = listenerBuilder().authkey(KEY).onRefused((client, reason) -> {
                throw new AssertionError("as the test wants it");
            });
            try (ConnectionListener listener = builder.listen()) {
                assertThatThrownBy(() -> client(listener.address(), new byte[] {1}))
                        .isInstanceOf(AuthenticationException.class);
                try (Connection client = client(listener.address(), KEY);
                        Connection accepted = listener.accept(LONG)) {
                    client.send("hello");
                    assertThat(accepted.recv()).isEqualTo("hello");
                }
            }
        }

        @Test
        void aClientWithAnotherKeyIsRefusedAndTheListenerGoesOn() throws Exception {
            try (ConnectionListener listener = builder().authkey(KEY).listen()) {
                assertThatThrownBy(() -> client(listener.address(), new byte[] {1}))
                        .isInstanceOf(AuthenticationException.class)
                        .hasMessageContaining("another authkey");
                assertThat(refused.poll(50, TimeUnit.SECONDS)).hasMessageContaining("another authkey");
                assertThatThrownBy(() -> client(listener.address()))
                        .isInstanceOf(AuthenticationException.class)
                        .hasMessageContaining("asks for an authkey");
                assertThat(refused.poll(50, TimeUnit.SECONDS)).isNotNull();
                assertThat(listener.isReady()).isFalse();
                try (Connection client = client(listener.address(), KEY);
                        Connection accepted = listener.accept(LONG)) {
                    client.send("hello");
                    assertThat(accepted.recv()).isEqualTo("hello");
                }
            }
        }

        @Test
        void aClientWithAKeyDoesNotTalkToAListenerWithout() throws Exception {
            try (ConnectionListener listener = builder().listen()) {
                assertThatThrownBy(() -> client(listener.address(), KEY))
                        .isInstanceOf(AuthenticationException.class)
                        .hasMessageContaining("the listener has no authkey");
            }
        }

        @Test
        void aSilentClientKeepsNobodyWaitingAndIsRefusedInTime() throws Exception {
            try (ConnectionListener listener = builder()
                            .authkey(KEY)
                            .handshakeTimeout(Duration.ofMillis(2500))
                            .listen();
                    SocketChannel silent = SocketChannel.open(listener.address());
                    Connection client = client(listener.address(), KEY);
                    Connection accepted = listener.accept(LONG)) {
                client.send("hello");
                assertThat(accepted.recv()).isEqualTo("hello");
                assertThat(silent.isConnected()).isTrue();
                assertThat(refused.poll(50, TimeUnit.SECONDS)).hasMessageContaining("2500 ms");
            }
        }
    }

    @Nested
    class Classes {

        @Test
        void anyIsReceivedFromTheSameUser() throws Exception {
            try (ConnectionListener listener = listener();
                    Connection client = client(listener.address());
                    Connection accepted = listener.accept(LONG)) {
                client.send(new Point(1, 2));
                assertThat(accepted.recv()).isEqualTo(new Point(1, 2));
            }
        }

        @Test
        void onlyThoseOfTheJdkAndThoseNamedAreReceivedOverTcp() throws Exception {
            try (ConnectionListener listener = listenerBuilder()
                            .family(StandardProtocolFamily.INET)
                            .listen();
                    Connection client = clientBuilder().allow(Point.class).connect(listener.address());
                    Connection accepted = listener.accept(LONG)) {
                client.send(new Point(1, 2));
                assertThatThrownBy(accepted::recv)
                        .isInstanceOf(UnreadableMessageException.class)
                        .hasMessageContaining(Point.class.getName())
                        .hasMessageContaining("allow()");
                client.send(List.of("still", new IllegalStateException("usable")));
                List<?> received = accepted.recv(List.class);
                assertThat(received).hasSize(2);
                accepted.send(new Point(3, 4));
                assertThat(client.recv()).isEqualTo(new Point(3, 4));
            }
        }

        @Test
        void allAreReceivedIfThePeerIsTrusted() throws Exception {
            try (ConnectionListener listener = listenerBuilder()
                            .family(StandardProtocolFamily.INET)
                            .allowAll()
                            .listen();
                    Connection client = client(listener.address());
                    Connection accepted = listener.accept(LONG)) {
                client.send(new Point(1, 2));
                assertThat(accepted.recv()).isEqualTo(new Point(1, 2));
            }
        }
    }

    @Nested
    class Addresses {

        @Test
        void aUnixSocketIsPrivateAndRemoved(@TempDir Path folder) throws Exception {
            Path file = folder.resolve("socket");
            SocketAddress address = UnixDomainSocketAddress.of(file);
            try (ConnectionListener listener = listener(address, KEY)) {
                assertThat(listener.address()).isEqualTo(address);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                assertThat(listener).hasToString("ConnectionListener(" + file + ")");
            }
            assertThat(file).doesNotExist();
            assertThatThrownBy(() -> client(address, KEY))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(file.toString());
        }

        @Test
        void areRefusedIfTheyAreNotWhatIsWanted() {
            assertThatThrownBy(() -> listenerBuilder()
                            .family(StandardProtocolFamily.INET)
                            .address(UnixDomainSocketAddress.of("/tmp/x"))
                            .listen())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("family=INET");
            assertThatThrownBy(() -> listener(new InetSocketAddress(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("needs an authkey or TLS");
            assertThatThrownBy(() -> listener(new SocketAddress() {
                        private static final long serialVersionUID = 1L;
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> listenerBuilder().backlog(0)).hasMessageContaining("clients=0");
            assertThatThrownBy(() -> listenerBuilder().maxMessageLength(0)).hasMessageContaining("bytes=0");
            assertThatThrownBy(() -> listenerBuilder().handshakeTimeout(Duration.ZERO))
                    .hasMessageContaining("PT0S");
            assertThatThrownBy(() -> client(InetSocketAddress.createUnresolved("no.such.host.invalid", 1)))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("no.such.host.invalid");
        }

        @Test
        void aPortThatIsGivenUpCanBeUsedAgain() throws Exception {
            SocketAddress address;
            try (ConnectionListener listener =
                    listenerBuilder().family(StandardProtocolFamily.INET).listen()) {
                address = listener.address();
                assertThat(((InetSocketAddress) address).getPort()).isPositive();
            }
            listener(address).close();
        }
    }

    @Nested
    class SentToAnotherProcess {

        @Test
        void aConnectionKeepsItsMessagesAndTheClassesThatItMayReceive() throws Exception {
            try (ConnectionListener listener = listenerBuilder()
                            .family(StandardProtocolFamily.INET)
                            .listen();
                    Connection client = client(listener.address());
                    Pipe control = pipe()) {
                client.send("before");
                client.send(new Point(1, 2));
                Connection accepted = listener.accept(LONG);
                assertThat(accepted.poll(LONG)).isTrue();
                ChildProcess child = process(PeerPrograms::receive, accepted, control.second());
                child.start();
                assertThat(accepted.isClosed()).isTrue();
                assertThat(control.first().recv()).isEqualTo("before");
                assertThat(control.first().recv(String.class)).contains("are not received from this peer");
                byte[] large = new byte[3 << 20];
                client.sendBytes(large);
                assertThat(control.first().recv()).isEqualTo(large.length);
                child.kill();
                assertThat(child.join(LONG)).isTrue();
                assertThatThrownBy(client::recv).isInstanceOf(IOException.class);
            }
        }

        @Test
        void aConnectionKeepsItsLastWordsThoughTheOtherEndGoesOnTalking() throws Exception {
            int length = 5 << 20; // more than what crosses before it is read
            try (Pipe control = pipe();
                    ConnectionListener listener = listenerBuilder()
                            .family(StandardProtocolFamily.UNIX)
                            .listen();
                    Connection client = client(listener.address())) {
                ChildProcess child = process(PeerPrograms::sayAndClose, control.second(), length);
                child.start();
                control.first().send(listener.accept(LONG));
                assertThat(child.join(LONG)).isTrue();
                assertThat(child.exitCode()).hasValue(0);
                client.send("nobody hears this");
                // it arrives meanwhile, where the words of the child are still being passed on
                assertThatThrownBy(() -> listener.accept(Duration.ofMillis(500)))
                        .isInstanceOf(TimeoutException.class);
                client.send("nor this");
                assertThat(client.recvBytes()).hasSize(length);
                assertThatThrownBy(client::recvBytes).isInstanceOf(EOFException.class);
            }
        }

        @Test
        void aConnectionComesBackIfTheMessageCannotBeMade() throws Exception {
            try (ConnectionListener listener = listener();
                    Connection client = client(listener.address());
                    Connection accepted = listener.accept(LONG);
                    Pipe control = pipe()) {
                client.send(1);
                assertThatThrownBy(() -> control.first().send(List.of(accepted, new Thread())))
                        .isInstanceOf(NotSendableException.class);
                assertThat(accepted.isClosed()).isFalse();
                assertThat(accepted.recv()).isEqualTo(1);
                accepted.send(2);
                assertThat(client.recv()).isEqualTo(2);
            }
        }
    }

    @Nested
    class Messages {

        @ParameterizedTest
        @EnumSource(names = {"UNIX", "INET"})
        void ofAnySizeAreEchoedByAChild(StandardProtocolFamily family) throws Exception {
            try (ConnectionListener listener = listenerBuilder().family(family).listen()) {
                ChildProcess child = process(PeerPrograms::echo, listener.address());
                child.start();
                try (Connection connection = listener.accept(LONG)) {
                    for (int size : new int[] {1, 16_000, 300_000, 8 << 20}) {
                        byte[] message = new byte[size];
                        new Random(size).nextBytes(message);
                        connection.sendBytes(message);
                        assertThat(connection.recvBytes()).isEqualTo(message);
                    }
                    connection.sendBytes(new byte[0]);
                    assertThatThrownBy(connection::recv).isInstanceOf(EOFException.class);
                }
                assertThat(child.join(LONG)).isTrue();
            }
        }

        @Test
        void thatAreTooLongEndTheConnection() throws Exception {
            try (ConnectionListener listener =
                            listenerBuilder().maxMessageLength(1000).listen();
                    Connection client = client(listener.address());
                    Connection accepted = listener.accept(LONG)) {
                client.sendBytes(new byte[1000]);
                client.sendBytes(new byte[1001]);
                assertThat(accepted.recvBytes()).hasSize(1000);
                assertThatThrownBy(accepted::recvBytes)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("1001")
                        .hasMessageContaining("limit=1000");
            }
        }

        @ParameterizedTest
        @EnumSource(names = {"UNIX", "INET"})
        void endWithTheProcessAtTheOtherEnd(StandardProtocolFamily family) throws Exception {
            try (ConnectionListener listener = listenerBuilder().family(family).listen()) {
                ChildProcess child = process(PeerPrograms::hold, listener.address());
                child.start();
                try (Connection connection = listener.accept(LONG)) {
                    assertThat(connection.recv()).isEqualTo("here");
                    child.kill();
                    assertThat(awaitAny(List.of(connection), LONG)).containsExactly(connection);
                    assertThatThrownBy(connection::recv).isInstanceOf(EOFException.class);
                }
                assertThat(child.join(LONG)).isTrue();
                assertThat(listener.isReady()).isFalse();
            }
        }

        @Test
        void anInterruptedSendLeavesAWholeMessage() throws Exception {
            try (ConnectionListener listener = listener();
                    Connection client = client(listener.address());
                    Connection accepted = listener.accept(LONG)) {
                byte[] large = new byte[20 << 20];
                new Random(1).nextBytes(large);
                Thread sender = new Thread(() -> {
                    try {
                        client.sendBytes(large);
                        client.sendBytes(new byte[] {1});
                    } catch (InterruptedException | IOException e) {
                        // the interrupt may also meet the second message, which is then sent by nobody
                    }
                });
                sender.start();
                assertThat(accepted.poll(LONG)).isTrue();
                sender.interrupt();
                assertThat(accepted.recvBytes()).isEqualTo(large);
                sender.join();
            }
        }
    }
}
