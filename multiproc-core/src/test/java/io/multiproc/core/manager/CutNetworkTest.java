package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.EndlessCall.Things;
import io.multiproc.core.manager.SilentServerTest.Board;
import io.multiproc.core.manager.SilentServerTest.PlainBoard;
import io.multiproc.core.manager.heap.ManagedWatch;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.managers.ManagerServer;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessLock;
import io.multiproc.testkit.ChildJvm;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two programs on machines of their own, and the network between them is cut in the middle of every kind of call. */
@ExtendWith(CleanExit.class)
@SuppressWarnings("try") // an interrupt may end the closing
class CutNetworkTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final byte[] KEY = {1, 7};
    private static final Pattern SERVING = Pattern.compile("serving at (\\d+)\n");

    @TempDir
    Path folder;

    private static Manager.Builder at(InetSocketAddress address, ManagedTypes types) {
        return managerBuilder().address(address).authkey(KEY).types(types);
    }

    /** Programs are told things by files; none is read before it is there. */
    private static void awaitFile(Path folder, String name) {
        Awaitility.await().atMost(LONG).until(() -> Files.exists(folder.resolve(name)));
    }

    /** The server's program: host and folder. */
    static final class Server {

        public static void main(String[] arguments) throws Exception {
            PlainBoard board = new PlainBoard();
            ManagedTypes types = ManagedWatch.types().with(Board.class, () -> board);
            FutureTask<Void> serving;
            try (ManagerServer server =
                    at(new InetSocketAddress(arguments[0], 0), types).getServer()) {
                serving = ManagedSyncTest.inThread(() -> {
                    server.serveForever();
                    return null;
                });
                System.out.println("serving at " + ((InetSocketAddress) server.address()).getPort());
                awaitFile(Path.of(arguments[1]), "end");
            }
            serving.get();
        }
    }

    /** The client's program: host, port and folder. */
    static final class Client {

        public static void main(String[] arguments) throws Exception {
            InetSocketAddress address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
            Path folder = Path.of(arguments[2]);
            ManagedTypes types = ManagedWatch.types().with(Board.class, PlainBoard::new);
            Things things = Things.withoutPool(at(address, types).connect());
            board(address, types).leave(things.lock());
            ProcessQueue<String> reports = queue();
            FutureTask<Boolean> callers = ManagedSyncTest.inThread(() -> {
                EndlessCall.inAll(things, reports);
                return true;
            });
            EndlessCall.awaitBegin(reports, things);
            things.awaitWaiting(1);
            System.out.println("all wait");

            awaitFile(folder, "cut");
            System.setProperty("multiproc.manager.silence", "300");
            assertThatThrownBy(things.empty()::size)
                    .isInstanceOf(ManagerClosedException.class)
                    .hasMessageContaining(": ProcessQueue.size");
            for (EndlessCall unused : things.calls()) {
                assertThat(reports.get(LONG)).contains(": closed, manager 'Manager-1' (pid ");
            }
            assertThat(callers.get()).isTrue();
            System.out.println("all were told");

            awaitFile(folder, "mended");
            System.clearProperty("multiproc.manager.silence");
            ProcessLock lock = (ProcessLock) board(address, types).find();
            assertThat(lock.acquire(LONG)).as("not held by who was gone").isTrue();
        }

        private static Board board(InetSocketAddress address, ManagedTypes types) {
            return at(address, types).connect().create(Board.class);
        }
    }

    private void tell(String what) throws IOException {
        Files.createFile(folder.resolve(what));
    }

    private ChildJvm program(Class<?> main, String... arguments) {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of(folder.toString()))
                .toArray(String[]::new);
        // root in a user namespace is not who has the usual directory
        return ChildJvm.of(main, all).jvmOptions("-Dmultiproc.dir=" + folder);
    }

    private static int port(ChildJvm.Running server) throws IOException {
        server.awaitOutput("serving at ", LONG);
        server.awaitOutput("\n", LONG);
        Matcher line = SERVING.matcher(server.output());
        assertThat(line.find()).as(server.output()).isTrue();
        return Integer.parseInt(line.group(1));
    }

    @Test
    void whoCallsIsToldAndHasNothingAnyMore() throws Exception {
        try (CutNetwork network = CutNetwork.make();
                ChildJvm.Running server = program(Server.class, network.serverHost())
                        .by(network.onServer())
                        .start()) {
            InetSocketAddress address = network.addressOf(port(server));
            String port = Integer.toString(address.getPort());
            try (ChildJvm.Running client = program(Client.class, address.getHostString(), port)
                    .by(network.onClient())
                    .start()) {
                client.awaitOutput("all wait", LONG);
                network.cut();
                tell("cut");
                client.awaitOutput("all were told", LONG);
                network.mend();
                tell("mended");
                ChildJvm.Result result = client.await(LONG);
                assertThat(result.exitCode()).as(result.output()).isZero();
            }
            tell("end");
            ChildJvm.Result result = server.await(LONG);
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
    }
}
