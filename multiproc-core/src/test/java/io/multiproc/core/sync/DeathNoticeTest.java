package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.core.sync.Waiters.Bench;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessLock;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How soon those who wait notice that a process died: within a second; the best of several tries on a busy machine. */
class DeathNoticeTest extends SyncContract {

    private static final int TRIES = 3;
    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    void aLockGoesToTheNextWithinASecond() throws Exception {
        assertSoon(this::lockOfTheDead);
    }

    @Test
    void aSignalGoesToAnotherWithinASecond() throws Exception {
        assertSoon(this::signalOfTheDead);
    }

    @Test
    void aBarrierBreaksWithinASecond() throws Exception {
        assertSoon(this::barrierOfTheDead);
    }

    private static void assertSoon(Callable<Long> trial) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            best = Math.min(best, trial.call());
        }
        assertThat(Duration.ofNanos(best)).isLessThan(SOON);
    }

    private long lockOfTheDead() throws Exception {
        ProcessLock lock = lock();
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(LockUsers::acquireAndSleep, lock, reports));
        assertThat(reports.get(LONG)).isEqualTo("locked");
        AtomicLong noticed = new AtomicLong();
        FutureTask<Void> waiter = inThread(() -> {
            lock.acquire();
            noticed.set(System.nanoTime());
        });
        await().until(() -> waiters(lock) == 1);
        kill(child);
        return nanosUntil(noticed, waiter);
    }

    private long signalOfTheDead() throws Exception {
        ProcessCondition condition = condition();
        Bench bench = new Bench(condition, semaphore(0), semaphore(0));
        ChildProcess child = start(process(Waiters::waitOnce, bench, null));
        await().until(() -> waiters(condition) == 1);
        AtomicLong noticed = new AtomicLong();
        FutureTask<Void> waiter = inThread(() -> {
            Waiters.waitOnce(bench, null);
            noticed.set(System.nanoTime());
        });
        await().until(() -> waiters(condition) == 2);
        kill(child);
        Waiters.signal(condition); // for the one that has waited longest
        return nanosUntil(noticed, waiter);
    }

    private long barrierOfTheDead() throws Exception {
        ProcessBarrier barrier = barrier(3);
        ChildProcess child = start(process(Party::waitThere, barrier));
        await().until(() -> barrier.waiting() == 1);
        AtomicLong noticed = new AtomicLong();
        FutureTask<Void> waiter = inThread(() -> {
            assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class);
            noticed.set(System.nanoTime());
        });
        await().until(() -> barrier.waiting() == 2);
        kill(child);
        return nanosUntil(noticed, waiter);
    }

    /** From now on, when the process is dead; negative if it was noticed before. */
    private static long nanosUntil(AtomicLong noticed, FutureTask<Void> waiter) throws Exception {
        long dead = System.nanoTime();
        waiter.get(LONG.toSeconds(), TimeUnit.SECONDS);
        return noticed.get() - dead;
    }
}
