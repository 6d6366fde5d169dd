package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.lock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.memory.Slot;
import io.multiproc.sync.ProcessLock;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The words of a lock, which others see only as its speed. */
class LockWordTest {

    private static final int NOTICE = 3;
    private static final int TAKEN = 4;

    private static long word(ProcessLock lock, int number) {
        Slot slot = ((SegmentLock) lock).slot();
        return slot.memory().getVolatile(slot.word(number));
    }

    private static void acquireAndRelease(ProcessLock lock) throws InterruptedException {
        lock.acquire();
        lock.release();
    }

    private static FutureTask<@Nullable Void> acquiring(ProcessLock lock) {
        return new FutureTask<>(() -> {
            acquireAndRelease(lock);
            return null;
        });
    }

    @Test
    void aLockThatNobodyWaitsForIsKnownToBeTaken() throws Exception {
        ProcessLock lock = lock();
        assertThat(word(lock, TAKEN)).isZero();
        lock.acquire();
        assertThat(word(lock, TAKEN)).isNotZero();
        lock.release();
        assertThat(word(lock, TAKEN)).isZero();
        assertThat(lock.tryAcquire()).isTrue();
        assertThat(word(lock, TAKEN)).isNotZero();
        lock.release();
    }

    @Test
    void aLockIsFastAgainWhenNobodyWaitsAnyMore() throws Exception {
        ProcessLock lock = lock();
        lock.acquire();
        FutureTask<@Nullable Void> waiter = acquiring(lock);
        new Thread(waiter, "waiter").start();
        await().until(() -> SegmentWatch.waiters(lock) == 1);
        assertThat(word(lock, NOTICE)).isEqualTo(1);
        lock.release();
        waiter.get();

        acquireAndRelease(lock);
        assertThat(word(lock, NOTICE)).isZero();
    }

    @Test
    void whoIsInterruptedLeavesTheLockUsable() throws Exception {
        ProcessLock lock = lock();
        lock.acquire();
        FutureTask<@Nullable Void> wait = acquiring(lock);
        Thread waiter = new Thread(wait, "waiter");
        waiter.start();
        await().until(() -> SegmentWatch.waiters(lock) == 1);
        waiter.interrupt();
        assertThatThrownBy(wait::get).hasCauseInstanceOf(InterruptedException.class);
        lock.release();
        acquireAndRelease(lock);
        assertThat(lock.isLocked()).isFalse();
        assertThat(word(lock, NOTICE)).isZero();
    }
}
