package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.queue;
import static io.multiproc.Multiprocessing.returningSemaphore;
import static io.multiproc.Multiprocessing.syncSnapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.memory.Slot;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.BoundedProcessSemaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a hold is there to be closed
class ReturningSemaphoreTest extends SyncContract {

    /** Takes so many, says what a release too many is, and takes one more, which there is not. */
    static void takeAll(BoundedProcessSemaphore semaphore, int permits, ProcessQueue<String> reports)
            throws InterruptedException {
        try {
            semaphore.release();
        } catch (IllegalStateException e) {
            reports.put(e.getMessage());
        }
        for (int i = 0; i < permits; i++) {
            semaphore.acquire();
        }
        reports.put("has all");
        semaphore.acquire();
    }

    @Test
    void countsAsOthersDo() throws Exception {
        BoundedProcessSemaphore semaphore = returningSemaphore(2);
        semaphore.acquire();
        assertThat(semaphore.value()).isEqualTo(1);
        try (var held = semaphore.hold()) {
            assertThat(semaphore.isLocked()).isTrue();
            assertThat(semaphore.tryAcquire()).isFalse();
            assertThat(semaphore.acquire(SHORT)).isFalse();
        }
        assertThat(semaphore).hasToString("BoundedProcessSemaphore(value=1, limit=2, returning)");
        inThread(semaphore::release).get(); // another thread's
        assertThat(semaphore.value()).isEqualTo(semaphore.limit());
        assertThatThrownBy(semaphore::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this process holds no permit of the semaphore: value=2, limit=2"
                        + " (only the process that acquired a permit may release it)");
        for (int permits : List.of(0, 254)) {
            assertThatThrownBy(() -> returningSemaphore(permits))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "permits of a semaphore that gets them back must be between 1 and 253: permits=" + permits);
        }
        BoundedProcessSemaphore large = returningSemaphore(253);
        for (int i = 0; i < large.limit(); i++) {
            assertThat(large.tryAcquire()).isTrue();
        }
        assertThat(large.tryAcquire()).isFalse();
    }

    @Test
    void permitsOfADeadProcessComeBack() throws Exception {
        int permits = 3;
        BoundedProcessSemaphore semaphore = returningSemaphore(permits);
        ProcessQueue<String> reports = queue();
        ChildProcess child = start(process(ReturningSemaphoreTest::takeAll, semaphore, permits, reports));
        assertThat(reports.get(LONG)).startsWith("this process holds no permit of the semaphore: value=3, limit=3");
        assertThat(reports.get(LONG)).isEqualTo("has all");
        await().until(() -> SegmentWatch.waiters(semaphore) == 1);
        assertThat(semaphore.tryAcquire()).isFalse();
        assertThat(syncSnapshot().holdings())
                .filteredOn(holding -> holding.toString()
                        .matches("BoundedProcessSemaphore-\\d+ of MainProcess is held by " + child.name()))
                .hasSize(permits);
        FutureTask<Void> waiter = inThread(semaphore::acquire);
        await().until(() -> SegmentWatch.waiters(semaphore) == 2);
        kill(child);
        waiter.get(); // woken by nobody
        assertThat(semaphore.value()).isEqualTo(2);
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(semaphore.acquire(Duration.ZERO)).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        semaphore.release();
        assertThat(semaphore.value()).isEqualTo(1);
    }

    /** A snapshot may find another object in the place of one that was garbage a moment ago. */
    @Test
    void anotherObjectInItsPlaceHasNoHolders() {
        Slot slot = ((LiveSync) semaphore(1)).slot();
        assertThat(SegmentPermits.holders(slot.segment(), slot.reference().word()))
                .isEmpty();
    }

    @Test
    void manyReleasesWakeMany() throws Exception {
        BoundedProcessSemaphore semaphore = returningSemaphore(5);
        for (int i = 0; i < semaphore.limit(); i++) {
            semaphore.acquire();
        }
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(inThread(() -> {
                semaphore.acquire();
                semaphore.release();
            }));
        }
        await().until(() -> SegmentWatch.waiters(semaphore) == threads.size());
        for (int i = 0; i < semaphore.limit(); i++) {
            semaphore.release();
        }
        join(threads);
        assertThat(semaphore.value()).isEqualTo(5);
    }
}
