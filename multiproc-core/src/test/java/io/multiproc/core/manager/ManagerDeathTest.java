package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.EndlessCall.Things;
import io.multiproc.core.manager.heap.ManagedWatch;
import io.multiproc.managers.Manager;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.Hold;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.testkit.CleanExit;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers and clients that are killed in the middle of calls of every kind. */
@ExtendWith(CleanExit.class)
@SuppressWarnings("try") // a hold is there to be closed
class ManagerDeathTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    /** Processes; each is in calls of every kind at once. */
    private static final int CLIENTS = 8;

    /** Of the program's own. */
    interface Patient {

        void waitForEver() throws InterruptedException;

        /** Neither begun nor ended, then how far it is. */
        String state();
    }

    /** In the server. */
    static final class PlainPatient implements Patient {

        private volatile String state = "new";

        @Override
        public void waitForEver() throws InterruptedException {
            state = "waits";
            try {
                new java.util.concurrent.CountDownLatch(1).await();
            } finally {
                state = "interrupted";
            }
        }

        @Override
        public String state() {
            return state;
        }
    }

    private static Manager start() {
        return managerBuilder()
                .types(ManagedWatch.types().with(Patient.class, PlainPatient::new))
                .shutdownTimeout(LONG)
                .build();
    }

    @Test
    void theDeathOfTheServerIsToldToWhoeverCallsIt() throws Exception {
        Manager manager = start();
        Things things = Things.of(manager);
        ProcessQueue<String> reports = queue();
        List<ChildProcess> children = Stream.generate(() -> process(EndlessCall::inAll, things, reports))
                .limit(CLIENTS - 1)
                .toList();
        children.forEach(ChildProcess::start);
        FutureTask<Boolean> here = ManagedSyncTest.inThread(() -> {
            EndlessCall.inAll(things, reports);
            return true;
        });
        for (int i = 0; i < CLIENTS; i++) {
            EndlessCall.awaitBegin(reports, things);
        }
        things.awaitWaiting(CLIENTS);

        assertThat(ProcessHandle.of(manager.pid()).orElseThrow().destroyForcibly())
                .isTrue();

        for (int i = 0; i < CLIENTS * EndlessCall.values().length; i++) {
            assertThat(reports.get(LONG))
                    .contains(": closed, manager '" + manager.name() + "' (pid " + manager.pid() + ") is gone: ");
        }
        assertThat(here.get()).isTrue();
        for (ChildProcess child : children) {
            assertThat(child.join(LONG)).isTrue();
            assertThat(child.exitCode()).hasValue(0);
        }
        assertThatThrownBy(things.empty()::size).isInstanceOf(ManagerClosedException.class);
        assertThat(manager.join(LONG)).isTrue();
        assertThat(manager.exitCode()).hasValue(-9);
        ProcessQueue<Object> mail = queue();
        mail.put(things.map());
        assertThat(mail.get()).as("dead, but a proxy").isSameAs(things.map());
        manager.shutdown();
    }

    /** What a client has when it dies. */
    record Belongings(ProcessLock lock, ReentrantProcessLock rlock, BoundedProcessSemaphore slots, Patient patient)
            implements Serializable {

        void take() throws InterruptedException {
            lock.acquire();
            rlock.acquire();
            rlock.acquire();
            slots.acquire();
            slots.acquire();
        }
    }

    static void haveAndCallAll(Belongings belongings, Things things, ProcessQueue<String> reports)
            throws InterruptedException {
        belongings.take();
        Thread own = new Thread(() -> {
            try {
                belongings.patient().waitForEver();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        own.start();
        EndlessCall.inAll(things, reports);
    }

    @Test
    void aClientThatIsKilledLeavesNothingBehind() throws Exception {
        try (Manager manager = start()) {
            Things things = Things.of(manager);
            Belongings left = new Belongings(
                    manager.lock(), manager.rlock(), manager.returningSemaphore(2), manager.create(Patient.class));
            ProcessQueue<String> reports = queue();
            ChildProcess child = process(ManagerDeathTest::haveAndCallAll, left, things, reports);
            child.start();
            EndlessCall.awaitBegin(reports, things);
            things.awaitWaiting(1);
            Awaitility.await().atMost(LONG).until(() -> left.patient().state().equals("waits"));
            FutureTask<Integer> partner = ManagedSyncTest.inThread(things.barrier()::await);
            FutureTask<Boolean> signalled = ManagedSyncTest.inThread(() -> awaitSignal(things.condition()));
            things.awaitWaiting(things.barrier(), 2);
            things.awaitWaiting(things.condition(), 2);
            assertThat(left.slots().tryAcquire()).isFalse();
            assertThatThrownBy(left.slots()::release)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this process holds no permit of the semaphore: value=0, limit=2 (only the process that"
                            + " acquired a permit may release it)");

            long pid = child.pid().getAsLong();
            child.kill();
            assertThat(child.join(LONG)).isTrue();

            whatItHadGoesToOthers(left, pid);
            assertThatThrownBy(partner::get).hasCauseInstanceOf(BrokenBarrierException.class);
            things.awaitWaiting(things.condition(), 1);
            try (Hold held = things.condition().hold()) {
                things.condition().signal();
            }
            assertThat(signalled.get()).as("the dead does not take the signal").isTrue();
            nothingIsTakenOrPut(things);
            Awaitility.await().atMost(LONG).until(() -> left.patient().state().equals("interrupted"));
            assertThat(things.map()).isEqualTo(Map.of("a", 1));
        }
    }

    private static boolean awaitSignal(ProcessCondition condition) throws InterruptedException {
        try (Hold held = condition.hold()) {
            return condition.await(LONG);
        }
    }

    private static void whatItHadGoesToOthers(Belongings left, long pid) throws InterruptedException {
        assertThat(left.lock().acquire(LONG)).isTrue();
        assertThat(left.lock().previousOwnerDied()).hasValue(pid);
        left.lock().release();
        assertThat(left.lock().tryAcquire()).isTrue();
        assertThat(left.lock().previousOwnerDied()).isEmpty();
        assertThat(left.rlock().acquire(LONG)).isTrue();
        assertThat(left.rlock().holdCount()).isEqualTo(1);
        assertThat(left.slots().acquire(LONG) && left.slots().acquire(LONG)).isTrue();
        assertThat(left.slots().value()).isZero();
        left.slots().release();
        left.slots().release();
        assertThat(left.slots()).hasToString("BoundedProcessSemaphore(value=2, limit=2, returning)");
    }

    private static void nothingIsTakenOrPut(Things things) throws InterruptedException {
        things.semaphore().release();
        assertThat(things.semaphore().acquire(LONG)).isTrue();
        things.empty().put(7);
        assertThat(things.empty().get(LONG)).isEqualTo(7);
        assertThat(things.full().get(LONG)).isEqualTo(1);
        assertThat(things.full().isEmpty()).isTrue();
        things.lock().release();
        assertThat(things.lock().acquire(LONG)).isTrue();
    }
}
