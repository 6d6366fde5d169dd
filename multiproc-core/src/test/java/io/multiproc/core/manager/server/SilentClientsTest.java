package io.multiproc.core.manager.server;

import static io.multiproc.Multiprocessing.managerBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.core.manager.wire.Access;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.core.pool.Warnings;
import io.multiproc.function.SerializableCallable;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.listener.RefusalLog;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Descriptors;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that stay connected and do nothing keep no thread of the server, and those that leave take all along. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class SilentClientsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final byte[] KEY = {8, 8, 8};
    private static final int MANY = 20;
    private static final SerializableCallable<SSLContext> TLS = SSLContext::getDefault;

    private static ObjectServer serve(boolean encrypted, Duration handshakeLimit) throws IOException {
        Access access =
                new Access("localhost:0", KEY, null, encrypted ? Ipc.codec().encode(TLS, 0) : null);
        ServerIdentity identity = new ServerIdentity(
                UUID.randomUUID(), "silent", ProcessHandle.current().pid(), access);
        ObjectServer server = ObjectServer.bind(identity, ManagedTypes.none(), handshakeLimit);
        server.start();
        return server;
    }

    private static SocketChannel connect(ObjectServer server) throws IOException {
        return SocketChannel.open(server.identity().access().socketAddress());
    }

    /** Threads of links. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("multiproc-manager-\\d+"))
                .toList();
    }

    private static void awaitSleep() {
        await().atMost(LONG).until(() -> threads().stream().anyMatch(thread -> Threads.isIn(thread, "select")));
    }

    private static void awaitNoThread() {
        await().atMost(LONG).until(() -> threads().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoDoesNotProveTheKeyInTimeKeepsNoThread(boolean encrypted) throws IOException {
        try (ObjectServer server = serve(encrypted, SHORT);
                SocketChannel silent = connect(server)) {
            ByteBuffer challenge = ByteBuffer.allocate(1 << 12);
            while (silent.read(challenge.clear()) >= 0) {
                // until the time is over
            }
            awaitNoThread();
        }
    }

    @Test
    void whoKeepsSendingHasNoMoreTime() throws IOException {
        byte[] knock = FrameDescriptor.frame(FrameType.KNOCK, 0, new byte[0]);
        try (ObjectServer server = serve(false, SHORT);
                SocketChannel busy = connect(server)) {
            assertThatThrownBy(() -> {
                        while (true) {
                            busy.write(ByteBuffer.wrap(knock));
                        }
                    })
                    .isInstanceOf(IOException.class);
            awaitNoThread();
        }
    }

    @Test
    void theEndOfTheServerKeepsNoThreadOfThoseThatAreConnected() throws IOException {
        ObjectServer server = serve(false, LONG);
        try (SocketChannel silent = connect(server)) {
            awaitSleep();
            Manager manager = managerBuilder()
                    .address(server.identity().access().socketAddress())
                    .authkey(KEY)
                    .connect();
            List<Integer> list = manager.list(List.of(1));
            assertThat(list).containsExactly(1);
            assertThat(threads())
                    .as("of the stranger, the session and the calls")
                    .hasSizeGreaterThanOrEqualTo(3);

            server.close();
            awaitNoThread();
            assertThat(silent.isOpen()).isTrue();
            assertThatThrownBy(list::size).isInstanceOf(ManagerClosedException.class);
            manager.close();
        } finally {
            server.close();
        }
    }

    @Test
    void whoLeavesDuringTheHandshakeTakesAllAlong() throws IOException {
        try (ObjectServer server = serve(false, LONG)) {
            connectAndLeave(server); // what is opened once is open
            int before = Descriptors.count();
            for (int count = 0; count < MANY; count++) {
                connectAndLeave(server);
            }
            assertThat(Descriptors.count()).isLessThan(before + MANY);
        }
    }

    @Test
    void manyStrangersFillNoLog() throws IOException {
        try (ObjectServer server = serve(false, LONG);
                Warnings logged = new Warnings(RefusalLog.class)) {
            for (int count = 0; count < MANY; count++) {
                connectAndLeave(server);
            }
            List<LogRecord> warnings = logged.all().stream()
                    .filter(each -> each.getLevel().equals(Level.WARNING))
                    .toList();
            assertThat(warnings).as("warnings within seconds").hasSizeBetween(1, MANY / 2);
            assertThat(warnings.get(0).getThrown()).as("stack trace").isNull();
            assertThat(new SimpleFormatter().formatMessage(warnings.get(0)))
                    .startsWith(
                            "manager 'silent' (pid " + ProcessHandle.current().pid() + ") refused a client: ")
                    .doesNotContain("null");
        }
    }

    private static void connectAndLeave(ObjectServer server) throws IOException {
        try (SocketChannel leaving = connect(server)) {
            awaitSleep();
            assertThat(leaving.isOpen()).isTrue();
        }
        awaitNoThread();
    }
}
