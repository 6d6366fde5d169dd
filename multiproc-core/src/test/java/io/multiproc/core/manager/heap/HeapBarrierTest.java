package io.multiproc.core.manager.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.process.ProcessException;
import java.io.IOException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What only the barrier of a manager does: its action runs while nobody else can look. */
class HeapBarrierTest {

    @Test
    void whoIsInterruptedWhenAllHaveMetPassesAsTheOthersDo() throws Exception {
        Thread[] first = new Thread[1];
        HeapBarrier barrier = new HeapBarrier(
                2,
                () -> {
                    first[0].interrupt();
                    TimeUnit.MILLISECONDS.sleep(200); // it finds itself interrupted, and not yet signalled
                },
                null);
        FutureTask<Void> task = new FutureTask<>(() -> {
            assertThat(barrier.await()).isZero();
            assertThat(Thread.interrupted()).as("is remembered").isTrue();
            return null;
        });
        first[0] = new Thread(task, "first");
        first[0].start();
        while (barrier.waiting() < 1) {
            Thread.onSpinWait();
        }
        assertThat(barrier.await()).isEqualTo(1);
        task.get();
        assertThat(barrier.isBroken()).isFalse();
    }

    @Test
    void aCheckedExceptionOfTheActionIsACause() {
        HeapBarrier barrier = new HeapBarrier(
                1,
                () -> {
                    throw new IOException("failed on purpose");
                },
                null);
        assertThatThrownBy(barrier::await)
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("failed on purpose")
                .hasCauseInstanceOf(IOException.class);
        assertThat(barrier.isBroken()).isTrue();
    }
}
