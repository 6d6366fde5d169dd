package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.rlock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What holds for locks however the processes that use them are started. */
abstract class LockContract extends SyncContract {

    private static final int TIMES = 20_000;

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

    @Test
    void anyProcessMayReleaseALock() throws Exception {
        ProcessLock lock = lock();
        lock.acquire();
        join(start(process(LockUsers::release, lock)));
        assertThat(lock.isLocked()).isFalse();

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
    @Conforms("_TestLock.test_repr_lock")
    void textNamesTheOwnerOfALock() throws Exception {
        textNamesTheOwner(lock(), "ProcessLock(owner=%s)");
    }

    @Test
    @Conforms("_TestLock.test_repr_rlock")
    void textNamesTheOwnerOfAReentrantLock() throws Exception {
        ReentrantProcessLock lock = rlock();
        assertThat(lock).hasToString("ReentrantProcessLock(owner=none, count=0)");
        lock.acquire();
        textNamesTheOwner(lock, "ReentrantProcessLock(owner=%s, count=1)");
    }

    private void textNamesTheOwner(ProcessLock lock, String text) throws Exception {
        if (lock.isLocked()) {
            lock.release();
        } else {
            assertThat(lock).hasToString(text.formatted("none"));
        }
        inThread(() -> {
                    lock.acquire();
                    assertThat(lock).hasToString(text.formatted(currentProcess().name() + "|another"));
                    lock.release();
                })
                .get();
        lock.acquire();
        assertThat(lock).hasToString(text.formatted(currentProcess().name()));
        inThread(() -> assertThat(lock).hasToString(text.formatted("another thread of this process")))
                .get();
        ProcessQueue<String> reports = queue();
        join(start(process(LockUsers::tryAndReport, lock, reports)));
        assertThat(reports.get(LONG))
                .startsWith("false false ")
                .containsAnyOf(
                        text.formatted("another process, pid "
                                + ProcessHandle.current().pid()),
                        text.formatted("another thread of this process"));
    }

    @Test
    void oneAtATime() throws Exception {
        String file = folder.resolve("counter").toString();
        Counter counter = new Counter(file);
        for (ProcessLock lock : List.of(lock(), rlock())) {
            counter.set(0);
            List<ChildProcess> children = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                children.add(start(process(LockUsers::count, lock, file, TIMES)));
            }
            FutureTask<Void> thread = inThread(() -> LockUsers.count(lock, file, TIMES));
            LockUsers.count(lock, file, TIMES);
            thread.get();
            for (ChildProcess child : children) {
                join(child);
            }
            assertThat(counter.get()).isEqualTo(4 * TIMES);
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void whoWaitsCanBeInterrupted() throws Exception {
        ProcessLock lock = lock();
        lock.acquire();
        Thread main = Thread.currentThread();
        FutureTask<Void> interrupter = inThread(() -> {
            await().until(() -> SegmentWatch.waiters(lock) == 1);
            main.interrupt();
        });
        assertThatThrownBy(lock::acquire).isInstanceOf(InterruptedException.class);
        interrupter.get();
        assertThat(lock.isLocked()).isTrue();
        lock.release();
        assertThat(lock.tryAcquire()).isTrue();
    }
}
