package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.Multiprocessing;
import io.multiproc.process.ChildProcess;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.testkit.Conforms;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a hold is there to be closed
class SemaphoreTest extends SyncContract {

    /** How often each passes a permit on. */
    int times() {
        return 10_000;
    }

    static void passOn(ProcessSemaphore from, ProcessSemaphore to, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            from.acquire();
            to.release();
        }
    }

    private static void countsToTwo(ProcessSemaphore semaphore) throws Exception {
        assertThat(semaphore.value()).isEqualTo(2);
        semaphore.acquire();
        assertThat(semaphore.value()).isEqualTo(1);
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(semaphore.value()).isZero();
        assertThat(semaphore.isLocked()).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        assertThat(semaphore.acquire(SHORT)).isFalse();
        semaphore.release();
        assertThat(semaphore.value()).isEqualTo(1);
        try (var held = semaphore.hold()) {
            assertThat(semaphore.value()).isZero();
        }
        semaphore.release();
        assertThat(semaphore.value()).isEqualTo(2);
        assertThat(semaphore.isLocked()).isFalse();
    }

    @Test
    @Conforms("_TestSemaphore.test_bounded_semaphore")
    void aBoundedSemaphoreHasNoMoreThanItBeganWith() throws Exception {
        BoundedProcessSemaphore semaphore = boundedSemaphore(2);
        countsToTwo(semaphore);
        assertThatThrownBy(semaphore::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("semaphore released too many times: value=2, limit=2");
        assertThat(semaphore.value()).isEqualTo(2);
        assertThat(semaphore).hasToString("BoundedProcessSemaphore(value=2, limit=2)");
    }

    @Test
    void aSemaphoreCountsUpToTheLargestInt() throws Exception {
        countsToTwo(semaphore(2));
        ProcessSemaphore full = semaphore(Integer.MAX_VALUE);
        assertThatThrownBy(full::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("limit=2147483647");
        assertThat(full.tryAcquire()).isTrue();
        assertThat(full.value()).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(Multiprocessing.semaphore().value()).isEqualTo(1);
        assertThat(Multiprocessing.boundedSemaphore().limit()).isEqualTo(1);
        assertThatThrownBy(() -> semaphore(-1)).hasMessageContaining("permits must be >= 0: permits=-1");
    }

    @Test
    void noPermitIsLostOrMade() throws Exception {
        ProcessSemaphore left = semaphore(3);
        ProcessSemaphore right = semaphore(0);
        int times = times();
        List<ChildProcess> children = List.of(
                start(process(SemaphoreTest::passOn, left, right, times)),
                start(process(SemaphoreTest::passOn, right, left, times)));
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(inThread(() -> passOn(left, right, times)));
            threads.add(inThread(() -> passOn(right, left, times)));
        }
        join(threads);
        for (ChildProcess child : children) {
            join(child);
        }
        assertThat(left.value()).isEqualTo(3);
        assertThat(right.value()).isZero();
    }

    @Test
    void manyReleasesWakeMany() throws Exception {
        ProcessSemaphore semaphore = semaphore(0);
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            threads.add(inThread(semaphore::acquire));
        }
        await().until(() -> waiters(semaphore) == threads.size());
        for (int i = 0; i < threads.size(); i++) {
            semaphore.release();
        }
        join(threads);
        assertThat(semaphore.value()).isZero();
    }
}
