package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.memory.Segment;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** More threads than there are cells for. */
@SuppressWarnings("try") // a hold is there to be closed
class TooManyWaitersTest extends SyncContract {

    /** No object is there, so nobody minds who waits for it. */
    private static final int NOTHING = 1;

    @Test
    void aBarrierIsNotMadeForMorePartiesThanCanWait() {
        assertThatThrownBy(() -> barrier(4097))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "parties of a barrier in shared memory must be <= 4096: parties=4097 (that of a manager has no limit: manager.barrier)");
        assertThat(barrier(4096).parties()).isEqualTo(4096);
    }

    @Test
    void whoFindsNoRoomAtABarrierBreaksItForThoseWhoWait() throws Exception {
        ProcessBarrier barrier = barrier(2);
        FutureTask<Void> other =
                inThread(() -> assertThatThrownBy(barrier::await).isInstanceOf(BrokenBarrierException.class));
        await().until(() -> barrier.waiting() == 1);
        Segment segment = ((LiveSync) barrier).slot().segment();
        List<Integer> cells = takeAllCells(segment);
        try {
            assertThatThrownBy(barrier::await)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("more than 4096 (make them in several processes, or in a manager");
            other.get();
            assertThat(barrier.isBroken()).isTrue();
        } finally {
            cells.forEach(segment.cells()::free);
        }
    }

    @Test
    void whoFindsNoRoomAtAConditionIsTold() throws Exception {
        ProcessCondition condition = condition();
        Segment segment = ((LiveSync) condition).slot().segment();
        List<Integer> cells = takeAllCells(segment);
        try (var held = condition.hold()) {
            assertThatThrownBy(condition::await)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("or in a manager");
        } finally {
            cells.forEach(segment.cells()::free);
        }
    }

    private static List<Integer> takeAllCells(Segment segment) {
        List<Integer> all = new ArrayList<>();
        int cell = segment.cells().claim(segment.mark(), NOTHING, Sleep.WAITING, 0);
        while (cell >= 0) {
            all.add(cell);
            cell = segment.cells().claim(segment.mark(), NOTHING, Sleep.WAITING, 0);
        }
        return all;
    }
}
