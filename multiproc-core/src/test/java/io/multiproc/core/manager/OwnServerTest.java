package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.managers.ManagerServer;
import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessException;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Servers within this process. */
@ExtendWith(CleanExit.class)
class OwnServerTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int WAITING = 16;
    private static final byte[] KEY = {5, 6, 7};

    @TempDir
    Path folder;

    private static Manager.Builder at(SocketAddress address) {
        return managerBuilder().address(address).authkey(KEY);
    }

    private static FutureTask<Void> serving(ManagerServer server) {
        return ManagedSyncTest.inThread(() -> {
            server.serveForever();
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    static void square(Path socket, int number) throws InterruptedException {
        try (Manager manager = at(UnixDomainSocketAddress.of(socket)).connect()) {
            ProcessQueue<Integer> results = manager.create(ProcessQueue.class);
            results.put(number * number);
        }
    }

    @Test
    void clientsUseWhatTheProgramUsesDirectly() throws Exception {
        Path socket = folder.resolve("server");
        ProcessQueue<Integer> results = queue();
        ManagedTypes types = ManagedTypes.none().with(ProcessQueue.class, () -> results);
        FutureTask<Void> serving;
        try (ManagerServer server = at(UnixDomainSocketAddress.of(socket))
                .name("squares")
                .types(types)
                .getServer()) {
            assertThat(server.name()).isEqualTo("squares");
            assertThat(server.toString()).contains("not serving yet");
            ChildProcess child = process(OwnServerTest::square, socket, 12);
            child.start();
            serving = serving(server);
            assertThat(results.get(LONG)).isEqualTo(144);
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
            assertThat(serving.isDone()).isFalse();
            assertThat(server.toString()).contains("serving");
        }
        assertThat(serving.get()).isNull();
        assertThat(Files.exists(socket)).isFalse();
    }

    @Test
    void itsEndIsToldToThoseThatWait() throws Exception {
        ManagerServer server =
                at(new InetSocketAddress("localhost", 0)).name("closing").getServer();
        InetSocketAddress address = (InetSocketAddress) server.address();
        assertThat(address.getPort()).isPositive();
        FutureTask<Manager> early = ManagedSyncTest.inThread(() -> at(address).connect());
        FutureTask<Void> serving = serving(server);
        Manager manager = early.get();
        assertThat(manager.name()).isEqualTo("closing");
        assertThat(manager.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(manager.isAlive()).isTrue();
        List<Integer> list = manager.list(List.of(1));
        JoinableQueue<Integer> queue = manager.queue();
        FutureTask<Integer> waiting = ManagedSyncTest.inThread(queue::get);
        queue.put(1);
        assertThat(waiting.get()).isEqualTo(1);
        List<FutureTask<Integer>> more = Stream.generate(() -> ManagedSyncTest.inThread(queue::get))
                .limit(WAITING)
                .toList();
        assertThat(list).containsExactly(1);

        server.close();
        server.close();
        assertThat(serving.get()).isNull();
        assertThat(more)
                .allSatisfy(each -> assertThatThrownBy(each::get).hasCauseInstanceOf(ManagerClosedException.class));
        assertThatThrownBy(list::size)
                .isInstanceOf(ManagerClosedException.class)
                .hasMessageContaining("manager 'closing'");
        assertThatThrownBy(server::serveForever)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        manager.close();
    }

    @Test
    void needsAnAddressThatIsFreeAndAKey() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("taken"));
        assertThatThrownBy(() -> managerBuilder().authkey(KEY).getServer())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call address and authkey before");
        assertThatThrownBy(() -> at(address).jvmOptions("-Xmx1g").getServer())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before getServer");
        try (ManagerServer server = at(address).getServer()) {
            assertThat(server.address()).isEqualTo(address);
            assertThatThrownBy(() -> at(address).getServer())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(address.toString());
        }
    }

    @Test
    void anAddressIsFreeIfThereIsNothingToEncryptWith() throws Exception {
        InetSocketAddress address;
        try (ManagerServer before = at(new InetSocketAddress("localhost", 0)).getServer()) {
            address = (InetSocketAddress) before.address();
        }
        assertThatThrownBy(() -> at(address)
                        .tls(() -> {
                            throw new IOException("no keys");
                        })
                        .getServer())
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("the TLS context for the manager at")
                .hasMessageContaining("no keys");
        try (ManagerServer server = at(address).getServer()) {
            assertThat(server.address()).isEqualTo(address);
        }
    }
}
