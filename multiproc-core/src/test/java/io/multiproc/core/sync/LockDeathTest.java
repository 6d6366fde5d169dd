package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.rlock;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessLock;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Processes end while they have or wait for a lock. */
class LockDeathTest extends SyncContract {

    private final ProcessQueue<String> reports = queue();

    private ChildProcess startHolder(ProcessLock lock) throws InterruptedException {
        ChildProcess child = start(process(LockUsers::acquireAndSleep, lock, reports));
        assertThat(reports.get(LONG)).isEqualTo("locked");
        return child;
    }

    @Test
    @Conforms("_TestLock.test_lock_locked_2processes")
    void itsHoldersEndDoesNotUnlockALock() throws Exception {
        ProcessLock lock = lock();
        ChildProcess child = start(process(LockUsers::acquireAndReport, lock, reports));
        assertThat(reports.get(LONG)).isEqualTo("locked");
        join(child);
        assertThat(lock.isLocked()).isTrue();

        assertThat(lock.tryAcquire()).isTrue();
        assertThat(lock.previousOwnerDied()).hasValue(child.pid().getAsLong());
        lock.release();
        assertThat(lock.previousOwnerDied()).isEmpty();
        assertThat(lock.tryAcquire()).isTrue();
        assertThat(lock.previousOwnerDied()).isEmpty();
    }

    @Test
    void whoWaitsGetsTheLockOfAKilledProcess() throws Exception {
        for (ProcessLock lock : List.of(lock(), rlock())) {
            ChildProcess child = startHolder(lock);
            FutureTask<Void> waiter = inThread(() -> {
                lock.acquire();
                assertThat(lock.previousOwnerDied()).hasValue(child.pid().getAsLong());
                lock.release();
            });
            Awaitility.await().until(() -> SegmentWatch.waiters(lock) == 1);
            kill(child);
            waiter.get();
            assertThat(lock.acquire(LONG)).isTrue();
            assertThat(lock.previousOwnerDied()).isEmpty();
        }
    }

    @Test
    void whoComesLaterGetsTheLockOfAKilledProcess() throws Exception {
        ProcessLock lock = lock();
        ChildProcess child = startHolder(lock);
        assertThat(lock.acquire(Duration.ofMillis(1))).isFalse();
        kill(child);
        assertThat(lock.acquire(Duration.ofMillis(1))).isTrue();
        assertThat(lock.previousOwnerDied()).isNotEmpty();
    }

    /** Who begins to wait changes the word. */
    @Test
    void whoTriesGetsTheLockOfAKilledProcessThoughOthersBeginToWait() throws Exception {
        ProcessLock lock = lock();
        kill(startHolder(lock));
        Slot slot = ((SegmentLock) lock).slot();
        MappedSegment memory = slot.memory();
        int word = slot.word(0);
        long dead = memory.getVolatile(word);
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Void> others = inThread(() -> {
            while (!done.get()) {
                memory.compareAndSet(word, dead, dead | 1); // begins to wait
                memory.compareAndSet(word, dead | 1, dead);
            }
        });
        try {
            for (int i = 0; i < 100; i++) {
                assertThat(lock.tryAcquire()).isTrue();
                assertThat(lock.previousOwnerDied()).isNotEmpty();
                lock.release();
                memory.setVolatile(word, dead);
            }
        } finally {
            done.set(true);
        }
        others.get();
    }

    @Test
    void aKilledWaiterLeavesNobodyStuck() throws Exception {
        ProcessLock lock = lock();
        lock.acquire();
        ChildProcess first = start(process(LockUsers::acquireOrReport, lock, reports));
        ChildProcess second = start(process(LockUsers::acquireOrReport, lock, reports));
        assertThat(List.of(reports.get(LONG), reports.get(LONG))).containsOnly("waiting");
        Awaitility.await().until(() -> SegmentWatch.waiters(lock) == 2);
        kill(first);
        lock.release();
        assertThat(reports.get(LONG)).isEqualTo("got it");
        join(second);
        assertThat(lock.isLocked()).isFalse();
    }
}
