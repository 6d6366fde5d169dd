package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.WaitCells;
import io.multiproc.sync.ProcessBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** A party is interrupted when the last one is just about to let all go. */
class BarrierInterruptionTest extends SyncContract {

    @Test
    void whoIsInterruptedWhenAllHaveMetPassesAsTheOthersDo() throws Exception {
        ProcessBarrier barrier = barrier(2);
        Slot slot = ((LiveSync) barrier).slot();
        BarrierState state = new BarrierState(slot);
        FutureTask<Void> task = new FutureTask<>(() -> {
            assertThat(barrier.await()).isZero();
            assertThat(Thread.interrupted()).as("is remembered").isTrue();
            return null;
        });
        Thread first = new Thread(task, "first");
        first.start();
        await().until(() -> barrier.waiting() == 1);
        state.lock();
        try {
            first.interrupt();
            await().atMost(LONG).until(() -> waitsForMutex(slot));
            int cell = state.enter();
            assertThat(state.arrive()).isEqualTo(1);
            state.pass();
            state.leave(cell);
        } finally {
            state.unlock();
        }
        task.get();
        assertThat(barrier.isBroken()).isFalse();
        assertThat(barrier.waiting()).isZero();
    }

    private static boolean waitsForMutex(Slot slot) {
        WaitCells cells = slot.segment().cells();
        return cells.next(-1, slot.word(0)) >= 0;
    }
}
