package io.multiproc.core.pool.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.pool.remote.Alertness.Step;
import io.multiproc.core.pool.wire.TaskBoard;
import org.junit.jupiter.api.Test;

class AlertnessTest {

    private static final int TASK = 7;

    private final Alertness worker = new Alertness();

    @Test
    void whoeverBeginsSomethingIsNotAsked() {
        for (int oldest = 0; oldest < 10; oldest++) {
            assertThat(worker.look(oldest)).isEqualTo(Step.NOTHING);
            assertThat(worker.look(TaskBoard.NONE)).isEqualTo(Step.NOTHING);
        }
    }

    @Test
    void whoeverAnswersKeepsItsTasks() {
        worker.look(TASK);
        for (int i = 0; i < 10; i++) {
            assertThat(worker.look(TASK)).isEqualTo(Step.ASK);
            worker.question().complete(null);
        }
        assertThat(worker.isAsleep()).isFalse();
    }

    @Test
    void whoeverDoesNotAnswerSleepsUntilItDoes() {
        worker.look(TASK);
        assertThat(worker.look(TASK)).isEqualTo(Step.ASK);
        assertThat(worker.look(TASK)).isEqualTo(Step.TAKE_BACK);
        assertThat(worker.isAsleep()).isTrue();
        assertThat(worker.look(TASK)).isEqualTo(Step.NOTHING);

        worker.wakeUp();
        assertThat(worker.isAsleep()).isFalse();
    }

    /** Whatever long message it is that silences each worker for a while, one of them has the time at last. */
    @Test
    void isGivenTwiceTheTimeAfterEachSleep() {
        for (int patience : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
            assertThat(looksUntilItSleeps()).as("looks after the question").isEqualTo(patience);
            worker.question().complete(null);
            worker.wakeUp();
        }
    }

    private int looksUntilItSleeps() {
        worker.look(TASK);
        assertThat(worker.look(TASK)).isEqualTo(Step.ASK);
        int looks = 1;
        while (worker.look(TASK) == Step.NOTHING) {
            looks++;
        }
        return looks;
    }
}
