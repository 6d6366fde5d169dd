package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.sync.PermitsModel.State;
import io.multiproc.testkit.SameWithoutNative;
import org.junit.jupiter.api.Test;

/** Every order of every step of a few threads. */
@SameWithoutNative
class PermitsModelTest {

    private static StateSpace<State> explore(PermitsModel model, int threads, int permits) {
        StateSpace<State> space = StateSpace.of(model.initial(threads, permits), model::steps);
        assertThat(space.states(state -> !state.isEveryPermitHeldOnce()))
                .as("two threads have one permit")
                .isEmpty();
        return space;
    }

    @Test
    void noWakeUpIsLost() {
        for (int permits = 1; permits <= 2; permits++) {
            StateSpace<State> space = explore(new PermitsModel(0, 0), 3, permits);
            assertThat(space.size()).isGreaterThan(1_000);
            assertThat(space.ends()).isNotEmpty().allMatch(State::isOver);
        }
    }

    @Test
    void noWakeUpIsLostWhenSomeGiveUp() {
        assertThat(explore(new PermitsModel(0, 2), 3, 1).ends()).isNotEmpty().allMatch(State::isOver);
    }

    @Test
    void whoDiesAtWhateverMomentHoldsUpNobodyLongerThanASleep() {
        assertThat(explore(new PermitsModel(1, 0), 3, 1).hopeless(State::isOver))
                .isEmpty();
    }
}
