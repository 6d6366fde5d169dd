package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What holds for locks however the processes that use them are started. */
@SuppressWarnings("try") // a hold is there to be closed
abstract class LockContract extends SyncContract {

    /** How often each counts. */
    int times() {
        return 20_000;
    }

    @Test
    @Conforms("_TestLock.test_lock")
    void aLockIsNotReentrant() throws Exception {
        ProcessLock lock = lock();
        assertThat(lock.isLocked()).isFalse();
        lock.acquire();
        assertThat(lock.isLocked()).isTrue();
        assertThat(lock.tryAcquire()).isFalse();
        assertThat(lock.acquire(SHORT)).isFalse();
        assertThat(lock.acquire(Duration.ZERO)).isFalse();
        assertThat(lock.acquire(Duration.ofSeconds(-1))).isFalse();
        lock.release();
        assertThat(lock.isLocked()).isFalse();
        assertThatThrownBy(lock::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the lock is not held by anybody: release without acquire");
        assertThat(lock.acquire(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        assertThat(lock.previousOwnerDied()).isEmpty();
    }

    /** Who has got the lock meanwhile would lose it. */
    @Test
    void aHoldIsReleasedOnce() throws Exception {
        ProcessLock lock = lock();
        try (var held = lock.hold()) {
            held.close();
            assertThat(lock.tryAcquire()).isTrue();
        }
        assertThat(lock.isLocked()).isTrue();
        lock.release();

        ProcessSemaphore permits = semaphore(1);
        try (var held = permits.hold()) {
            held.close();
        }
        assertThat(permits.value()).isEqualTo(1);

        ProcessCondition condition = condition();
        try (var held = condition.hold()) {
            held.close();
            condition.acquire();
        }
        condition.release(); // fails if it is not held
    }

    @Test
    void anyProcessMayReleaseALock() throws Exception {
        ProcessLock lock = lock();
        lock.acquire();
        join(start(process(LockUsers::release, lock)));
        assertThat(lock.isLocked()).isFalse();
        assertThatThrownBy(lock::release).isInstanceOf(IllegalStateException.class);

        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(LockUsers::acquireAndReport, lock, reports));
        assertThat(reports.get(LONG)).isEqualTo("locked");
        lock.release();
        join(child);
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    @Conforms("_TestLock.test_rlock_context")
    void aReentrantLockCountsItsHolds() throws Exception {
        ReentrantProcessLock lock = rlock();
        try (var outer = lock.hold()) {
            assertThat(lock.holdCount()).isEqualTo(1);
            try (var inner = lock.hold()) {
                assertThat(lock.tryAcquire()).isTrue();
                assertThat(lock.acquire(SHORT)).isTrue();
                assertThat(lock.holdCount()).isEqualTo(4);
                lock.release();
                lock.release();
            }
            assertThat(lock.isLocked()).isTrue();
            assertThat(lock.holdCount()).isEqualTo(1);
        }
        assertThat(lock.isLocked()).isFalse();
        assertThat(lock.holdCount()).isZero();
        assertThatThrownBy(lock::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the lock is not held by this thread: owner=none (only its owner may release it)");
    }

    @Test
    void onlyItsThreadMayReleaseAReentrantLock() throws Exception {
        ReentrantProcessLock lock = rlock();
        lock.acquire();
        ProcessQueue<String> reports = queue();
        join(start(process(LockUsers::releaseForeign, lock, reports)));
        assertThat(reports.get(LONG)).contains("not held by this thread: owner=another ");
        inThread(() -> assertThatThrownBy(lock::release).hasMessageContaining("owner=another thread"))
                .get();
        assertThat(lock.holdCount()).isEqualTo(1);
    }

    @Test
    void oneAtATime() throws Exception {
        int times = times();
        String file = folder.resolve("counter").toString();
        Counter counter = new Counter(file);
        for (ProcessLock lock : List.of(lock(), rlock())) {
            counter.set(0);
            List<ChildProcess> children = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                children.add(start(process(LockUsers::count, lock, file, times)));
            }
            FutureTask<Void> thread = inThread(() -> LockUsers.count(lock, file, times));
            LockUsers.count(lock, file, times);
            thread.get();
            for (ChildProcess child : children) {
                join(child);
            }
            assertThat(counter.get()).isEqualTo(4 * times);
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void whoWaitsCanBeInterrupted() throws Exception {
        ProcessLock lock = lock();
        lock.acquire();
        Thread main = Thread.currentThread();
        FutureTask<Void> interrupter = inThread(() -> {
            await().until(() -> waiters(lock) == 1);
            main.interrupt();
        });
        assertThatThrownBy(lock::acquire).isInstanceOf(InterruptedException.class);
        interrupter.get();
        assertThat(lock.isLocked()).isTrue();
        lock.release();
        assertThat(lock.tryAcquire()).isTrue();
    }
}
