package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.barrier;
import static io.multiproc.Multiprocessing.condition;
import static io.multiproc.Multiprocessing.event;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.semaphore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.core.sync.Waiters.Bench;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Processes are killed while they wait. */
@SuppressWarnings("try") // a hold is there to be closed
class SyncDeathTest extends SyncContract {

    static void waitForEvent(ProcessEvent event) throws InterruptedException {
        event.await();
    }

    static void takeAll(ProcessSemaphore semaphore, ProcessQueue<String> reports) throws InterruptedException {
        reports.put("here");
        while (true) {
            semaphore.acquire();
        }
    }

    @Test
    void aSignalOfADeadWaiterGoesToAnother() throws Exception {
        Bench bench = new Bench(condition(), semaphore(0), semaphore(0));
        ChildProcess child = start(process(Waiters::waitOnce, bench, null));
        assertThat(bench.sleeping().acquire(LONG)).isTrue();
        await().until(() -> SegmentWatch.waiters(bench.condition()) == 1);
        FutureTask<Void> thread = inThread(() -> Waiters.waitOnce(bench, null));
        assertThat(bench.sleeping().acquire(LONG)).isTrue();
        kill(child);
        try (var held = bench.condition().hold()) {
            bench.condition().signal(); // for the one that has waited longest
        }
        assertThat(bench.woken().acquire(LONG)).isTrue();
        thread.get();
        try (var held = bench.condition().hold()) {
            bench.condition().signalAll();
            assertThat(bench.condition().await(SHORT)).isFalse();
        }
    }

    static void signalItselfAndKeepTheLock(ProcessCondition condition, ProcessSemaphore order, ProcessSemaphore done)
            throws InterruptedException {
        FutureTask<Void> oldest = inThread(() -> {
            condition.acquire();
            condition.await();
        });
        order.acquire();
        condition.acquire();
        condition.signal();
        done.release();
        order.acquire(); // until it is killed
        throw new IllegalStateException("not killed: " + oldest);
    }

    /** The signal and the lock come from the same process, and what the lock guards may be half done. */
    @Test
    void whoGetsTheSignalOfADeadHolderIsToldThatItDied() throws Exception {
        ProcessCondition condition = condition();
        ReentrantProcessLock lock = (ReentrantProcessLock) condition.lock();
        ProcessSemaphore order = semaphore(0);
        ProcessSemaphore done = semaphore(0);
        ChildProcess child = start(process(SyncDeathTest::signalItselfAndKeepTheLock, condition, order, done));
        await().until(() -> SegmentWatch.waiters(condition) == 1);
        FutureTask<Void> second = inThread(() -> {
            condition.acquire();
            condition.await();
            assertThat(lock.previousOwnerDied()).hasValue(child.pid().getAsLong());
            condition.release();
        });
        await().until(() -> SegmentWatch.waiters(condition) == 2);
        order.release();
        assertThat(done.acquire(LONG)).isTrue();
        kill(child);
        second.get();
    }

    @Test
    void whoDiesBeforeItHasWokenTheNextLeavesNobodyAsleep() throws Exception {
        Bench bench = new Bench(condition(), semaphore(0), semaphore(0));
        ChildProcess child = start(process(Waiters::waitOnce, bench, null));
        await().until(() -> SegmentWatch.waiters(bench.condition()) == 1);
        FutureTask<Void> second = inThread(() -> Waiters.waitOnce(bench, null));
        FutureTask<Void> third = inThread(() -> Waiters.waitOnce(bench, null));
        await().until(() -> SegmentWatch.waiters(bench.condition()) == 3);
        try (var held = bench.condition().hold()) {
            bench.condition().signalAll(); // wakes the first, which cannot leave yet
            kill(child);
        }
        second.get();
        third.get();
        assertThat(bench.woken().value()).isEqualTo(2);
    }

    @Test
    void aBarrierBreaksWhenAPartyDies() throws Exception {
        ProcessBarrier barrier = barrier(3);
        ChildProcess child = start(process(Party::waitThere, barrier));
        await().until(() -> barrier.waiting() == 1);
        FutureTask<Void> other =
                inThread(() -> assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class));
        await().until(() -> barrier.waiting() == 2);
        kill(child);
        other.get();
        assertThat(barrier.isBroken()).isTrue();

        barrier.reset();
        FutureTask<Void> second = inThread(barrier::await);
        FutureTask<Void> third = inThread(barrier::await);
        assertThat(barrier.await(LONG)).isBetween(0, 2);
        second.get();
        third.get();
    }

    @Test
    void theLastToComeFindsOutThatAPartyDied() throws Exception {
        ProcessBarrier barrier = barrier(2);
        ChildProcess child = start(process(Party::waitThere, barrier));
        await().until(() -> barrier.waiting() == 1);
        kill(child);
        assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
        assertThat(barrier.isBroken()).isTrue();
    }

    @Test
    void deadWaitersOfEventsAndSemaphoresLeaveNobodyStuck() throws Exception {
        ProcessEvent event = event();
        ProcessSemaphore semaphore = semaphore(0);
        ProcessQueue<String> reports = queue();
        ChildProcess first = start(process(SyncDeathTest::waitForEvent, event));
        ChildProcess second = start(process(SyncDeathTest::takeAll, semaphore, reports));
        assertThat(reports.get(LONG)).isEqualTo("here");
        await().until(() -> SegmentWatch.waiters(event) == 1 && SegmentWatch.waiters(semaphore) == 1);
        FutureTask<Void> thread = inThread(event::await);
        FutureTask<Void> another = inThread(semaphore::acquire);
        await().until(() -> SegmentWatch.waiters(event) == 2 && SegmentWatch.waiters(semaphore) == 2);
        kill(first);
        kill(second);
        event.set();
        semaphore.release();
        thread.get();
        another.get();
        assertThat(semaphore.acquire(Duration.ZERO)).isFalse();
    }
}
