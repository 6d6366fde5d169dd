package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.listener.LocalhostCertificate;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.managers.ManagerServer;
import io.multiproc.managers.RemoteCallException;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Servers and clients that do not believe each other, at a port. */
@ExtendWith(CleanExit.class)
@SuppressWarnings("try") // an interrupt may end the closing
class ForeignClientsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("localhost", 0);
    private static final byte[] KEY = new byte[32];

    private static final Function<String, Integer> TWO = (Function<String, Integer> & Serializable) key -> 2;

    static {
        new SecureRandom().nextBytes(KEY);
    }

    @TempDir
    Path folder;

    /** Not one of the JDK's values. */
    record Note(String text) {}

    /** A server of a queue of this process, which is closed with its thread. */
    private record Serving(ManagerServer server, FutureTask<Void> thread) implements AutoCloseable {

        static Serving start(Manager.Builder at, ProcessQueue<Object> queue) throws Exception {
            ManagerServer server = at.types(ManagedTypes.none().with(ProcessQueue.class, () -> queue))
                    .getServer();
            return new Serving(server, ManagedSyncTest.inThread(() -> {
                server.serveForever();
                return null;
            }));
        }

        @Override
        public void close() throws Exception {
            server.close();
            thread.get();
        }
    }

    private static Manager.Builder at(SocketAddress address, byte[] key) {
        return managerBuilder().address(address).authkey(key);
    }

    @SuppressWarnings("unchecked")
    private static ProcessQueue<Object> queueOf(Manager manager) {
        return manager.create(ProcessQueue.class);
    }

    static void putAll(SocketAddress address, byte[] key) throws InterruptedException {
        try (Manager manager = at(address, key).connect()) {
            ProcessQueue<Object> queue = queueOf(manager);
            queue.put(Arrays.asList("hello world", "\u00e4\u00f6\u00fc \u65e5", null, true, 2.25));
            queue.put(new byte[] {1, 2, 3});
        }
    }

    @Test
    @Conforms("_TestRemoteManager.test_remote")
    void onlyValuesCrossUnlessMoreIsAllowed() throws Exception {
        ProcessQueue<Object> own = queue();
        try (Serving serving = Serving.start(at(ANY_PORT, KEY), own);
                Manager second = at(serving.server().address(), KEY).connect()) {
            ChildProcess child =
                    process(ForeignClientsTest::putAll, serving.server().address(), KEY);
            child.start();
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
            ProcessQueue<Object> queue = queueOf(second);
            assertThat(queue.get(LONG))
                    .isEqualTo(Arrays.asList("hello world", "\u00e4\u00f6\u00fc \u65e5", null, true, 2.25));
            assertThat(queue.get(LONG)).isEqualTo(new byte[] {1, 2, 3});
            assertThatThrownBy(queue::getNowait).isInstanceOf(QueueEmptyException.class);

            assertThatThrownBy(() -> queue.put(new Note("for you")))
                    .isInstanceOf(RemoteCallException.class)
                    .hasMessageContaining(Note.class.getName())
                    .hasMessageContaining("are not received from this peer");
            Map<String, Integer> dict = second.dict(Map.of("a", 1));
            assertThatThrownBy(() -> dict.computeIfAbsent("b", TWO)).isInstanceOf(RemoteCallException.class);
            own.put(new Note("for all"));
            assertThatThrownBy(queue::get)
                    .isInstanceOf(UnreadableMessageException.class)
                    .hasMessageContaining(Note.class.getName());

            List<Map<String, Integer>> nested = second.list();
            nested.add(dict);
            nested.get(0).put("c", 3);
            assertThat(dict).containsEntry("a", 1).containsEntry("c", 3);
            try (Manager other = managerBuilder().build()) {
                assertThatThrownBy(() -> nested.add(other.dict()))
                        .as("a proxy of another server")
                        .isInstanceOf(RemoteCallException.class);
            }
        }
    }

    @Test
    void bothSidesSayWhatElseTheyBelieve() throws Exception {
        ProcessQueue<Object> own = queue();
        try (Serving serving = Serving.start(at(ANY_PORT, KEY).allow(Note.class), own);
                Manager manager = at(serving.server().address(), KEY).allowAll().connect()) {
            ProcessQueue<Object> queue = queueOf(manager);
            queue.put(new Note("allowed"));
            assertThat(queue.get()).isEqualTo(new Note("allowed"));
            assertThatThrownBy(() -> queue.put(getClass())).isInstanceOf(RemoteCallException.class);
        }
        try (Serving serving = Serving.start(at(ANY_PORT, KEY).allowAll(), own);
                Manager manager = at(serving.server().address(), KEY).connect()) {
            Map<String, Integer> dict = manager.dict();
            assertThat(dict.computeIfAbsent("b", TWO)).isEqualTo(2);
        }
    }

    static void add(List<Integer> list) {
        list.add(2);
    }

    @Test
    void whatCrossesIsEncrypted() throws Exception {
        LocalhostCertificate certificate = LocalhostCertificate.in(folder);
        String store = certificate.store().toString();
        byte[] large = new byte[3_000_000];
        large[large.length - 1] = 1;
        ProcessQueue<Object> own = queue();
        try (Serving serving = Serving.start(
                        at(ANY_PORT, KEY).tls(() -> new LocalhostCertificate(Path.of(store)).context()), own);
                Manager manager = at(serving.server().address(), KEY)
                        .tls(() -> new LocalhostCertificate(Path.of(store)).context())
                        .connect()) {
            ProcessQueue<Object> queue = queueOf(manager);
            queue.put(large);
            assertThat(queue.get()).isEqualTo(large);
            List<Integer> list = manager.list(List.of(1));
            ChildProcess child = process(ForeignClientsTest::add, list);
            child.start();
            assertThat(child.join(LONG)).isTrue();
            assertThat(list).as("used by who got the proxy").containsExactly(1, 2);
            assertThatThrownBy(() -> at(serving.server().address(), KEY)
                            .tls(() -> javax.net.ssl.SSLContext.getDefault())
                            .connect())
                    .as("a server that it has no reason to trust")
                    .isInstanceOf(ManagerClosedException.class)
                    .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class);
        }
        try (Serving serving = Serving.start(at(ANY_PORT, KEY), own)) {
            assertThatThrownBy(() -> at(serving.server().address(), KEY)
                            .tls(() -> new LocalhostCertificate(Path.of(store)).context())
                            .connect())
                    .as("a server that does not encrypt")
                    .isInstanceOf(ManagerClosedException.class);
        }
        Path socket = folder.resolve("s");
        assertThatThrownBy(() -> at(UnixDomainSocketAddress.of(socket), KEY)
                        .tls(() -> javax.net.ssl.SSLContext.getDefault())
                        .connect())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TLS is for TCP only: address=" + socket
                        + " (what crosses a Unix socket does not leave the machine)");
    }
}
