package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.sync.LockModel.State;
import org.junit.jupiter.api.Test;

/** Every order of every step of a few threads. */
class LockModelTest {

    private static StateSpace<State> explore(LockModel model, int threads, int rounds) {
        StateSpace<State> space = StateSpace.of(model.initial(threads, rounds), model::steps);
        assertThat(space.states(state -> !state.isExclusive()))
                .as("two threads have the lock")
                .isEmpty();
        return space;
    }

    @Test
    void noWakeUpIsLost() {
        StateSpace<State> space = explore(new LockModel(0, 0, false), 3, 2);
        assertThat(space.size()).isGreaterThan(1_000);
        assertThat(space.ends())
                .as("somebody sleeps for ever")
                .isNotEmpty()
                .allMatch(state -> state.isOver() && state.word() == 0);
    }

    @Test
    void noWakeUpIsLostWhenSomeGiveUp() {
        StateSpace<State> space = explore(new LockModel(0, 2, false), 3, 2);
        assertThat(space.ends()).isNotEmpty().allMatch(state -> state.isOver() && state.word() == 0);
    }

    @Test
    void whoDiesAtWhateverMomentHoldsUpNobodyLongerThanASleep() {
        StateSpace<State> space = explore(new LockModel(2, 1, true), 3, 1);
        assertThat(space.hopeless(State::isOver)).isEmpty();
    }

    /** That is what the model is for: with what is left out here it finds the fault. */
    @Test
    void withoutTimersADeathCanHoldOthersUp() {
        StateSpace<State> space = explore(new LockModel(1, 0, false), 3, 1);
        assertThat(space.ends()).anyMatch(state -> !state.isOver());
    }
}
