package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.event;
import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.EndlessCall.Things;
import io.multiproc.core.manager.heap.ManagedWatch;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.managers.ManagerServer;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Signals;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Servers that neither answer nor end: stopped ones, and those behind a network that is cut. */
@ExtendWith(CleanExit.class)
class SilentServerTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final byte[] KEY = {7, 7, 7};

    @TempDir
    Path folder;

    /** Not before the server is silent: on a busy machine one that is not may be slow. */
    private static void waitLessLongForAnswers() {
        System.setProperty("multiproc.manager.silence", "300");
    }

    @AfterEach
    void waitAsUsual() {
        System.clearProperty("multiproc.manager.silence");
    }

    private static Manager.Builder at(SocketAddress address) {
        return managerBuilder().address(address).authkey(KEY).shutdownTimeout(LONG);
    }

    static void acquireWhenTold(ProcessLock lock, ProcessEvent ready, ProcessEvent go) throws InterruptedException {
        ready.set();
        go.await();
        if (!lock.acquire(LONG)) {
            throw new IllegalStateException("who was not told that it got the lock has it");
        }
    }

    @Test
    void aStoppedServerIsGivenUpWhenTheTimeIsOver() throws Exception {
        try (Manager manager = managerBuilder().shutdownTimeout(LONG).build()) {
            ProcessLock lock = manager.lock();
            ProcessEvent ready = event();
            ProcessEvent go = event();
            ChildProcess child = process(SilentServerTest::acquireWhenTold, lock, ready, go);
            child.start();
            assertThat(ready.await(LONG)).isTrue();
            JoinableQueue<Integer> queue = manager.queue();
            FutureTask<Integer> waiting = ManagedSyncTest.inThread(queue::get);
            Signals.stop(manager.pid());
            waitLessLongForAnswers();
            try {
                FutureTask<Integer> connecting = ManagedSyncTest.inThread(queue::size);
                assertThatThrownBy(() -> lock.acquire(MOMENT))
                        .isInstanceOf(ManagerClosedException.class)
                        .hasMessageContaining("does not answer: ProcessLock.acquire");
                assertThatThrownBy(waiting::get)
                        .as("the others of this process are told, too")
                        .hasCauseInstanceOf(ManagerClosedException.class);
                assertThatThrownBy(connecting::get)
                        .as("also those that have no link yet")
                        .hasCauseInstanceOf(ManagerClosedException.class)
                        .hasMessageContaining("does not answer");
                assertThatThrownBy(queue::size)
                        .isInstanceOf(ManagerClosedException.class)
                        .hasMessageContaining("does not answer");
            } finally {
                waitAsUsual();
                Signals.resume(manager.pid());
            }
            go.set();
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
        }
    }

    /** Five times as long as a server may take that is asked whether it is there. */
    @Test
    void whoHasNoLimitWaitsForAStoppedServerAlsoForALink() throws Exception {
        try (Manager manager = managerBuilder().shutdownTimeout(LONG).build()) {
            ProcessQueue<Integer> queue = manager.queue();
            FutureTask<Integer> waiting = ManagedSyncTest.inThread(queue::get);
            FutureTask<Integer> connecting;
            Signals.stop(manager.pid());
            waitLessLongForAnswers();
            try {
                connecting = ManagedSyncTest.inThread(queue::size);
                assertThatThrownBy(() -> connecting.get(1500, TimeUnit.MILLISECONDS))
                        .isInstanceOf(TimeoutException.class);
                assertThat(waiting.isDone()).isFalse();
            } finally {
                waitAsUsual();
                Signals.resume(manager.pid());
            }
            assertThat(connecting.get()).isZero();
            queue.put(7);
            assertThat(waiting.get()).isEqualTo(7);
        }
    }

    @Test
    void whoCallsAStoppedServerCanBeInterrupted() throws Exception {
        SocketAddress address = UnixDomainSocketAddress.of(folder.resolve("server"));
        try (Manager server = at(address).build()) {
            List<Integer> list = server.list();
            CountDownLatch begun = new CountDownLatch(1);
            FutureTask<Boolean> task = new FutureTask<>(() -> {
                begun.countDown();
                assertThatThrownBy(() -> list.add(1))
                        .isInstanceOf(ManagerClosedException.class)
                        .hasMessageContaining("does not answer: List.add");
                return Thread.interrupted();
            });
            Thread thread = new Thread(task, "interrupted");
            Signals.stop(server.pid());
            waitLessLongForAnswers();
            try {
                thread.start();
                begun.await();
                thread.interrupt();
                assertThat(task.get()).as("still interrupted").isTrue();
            } finally {
                waitAsUsual();
                Signals.resume(server.pid());
            }
            try (Manager again = at(address).connect()) {
                assertThat(again.list(List.of(1))).containsExactly(1);
            }
        }
    }

    /** Where the clients of a server leave things for each other. */
    interface Board {

        void leave(Object what);

        Object find();
    }

    /** In the server. */
    static final class PlainBoard implements Board {

        private volatile Object left = "nothing";

        @Override
        public void leave(Object what) {
            left = what;
        }

        @Override
        public Object find() {
            return left;
        }
    }

    @Test
    void whoCallsThroughACutNetworkIsToldAndHasNothingAnyMore() throws Exception {
        PlainBoard board = new PlainBoard();
        ManagedTypes types = ManagedWatch.types().with(Board.class, () -> board);
        FutureTask<Void> serving;
        try (ManagerServer server =
                        at(new InetSocketAddress("localhost", 0)).types(types).getServer();
                SilentRelay network = new SilentRelay((InetSocketAddress) server.address())) {
            serving = ManagedSyncTest.inThread(() -> {
                server.serveForever();
                return null;
            });
            Manager manager = at(network.address()).types(types).connect();
            Things things = Things.withoutPool(manager);
            manager.create(Board.class).leave(things.lock());
            ProcessQueue<String> reports = queue();
            FutureTask<Boolean> callers = ManagedSyncTest.inThread(() -> {
                EndlessCall.inAll(things, reports);
                return true;
            });
            EndlessCall.awaitBegin(reports, things);
            things.awaitWaiting(1);

            network.cut();
            waitLessLongForAnswers();
            assertThatThrownBy(things.empty()::size)
                    .isInstanceOf(ManagerClosedException.class)
                    .hasMessageContaining("does not answer: ProcessQueue.size");
            for (EndlessCall unused : things.calls()) {
                assertThat(reports.get(LONG)).contains(": closed, ").contains(" does not answer: ");
            }
            assertThat(callers.get()).isTrue();
            waitAsUsual();

            network.mend();
            try (Manager other = at(server.address()).types(types).connect()) {
                ProcessLock lock = (ProcessLock) other.create(Board.class).find();
                assertThat(lock.acquire(LONG)).as("not held by who is gone").isTrue();
            }
        }
        assertThat(serving.get()).isNull();
    }
}
