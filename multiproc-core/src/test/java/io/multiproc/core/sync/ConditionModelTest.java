package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.sync.ConditionModel.State;
import org.junit.jupiter.api.Test;

/** Every order of every step of a few threads. */
class ConditionModelTest {

    private static StateSpace<State> explore(ConditionModel model, int waiters, int signals) {
        return StateSpace.of(model.initial(waiters, signals), model::steps);
    }

    @Test
    void asManyWakeAsThereAreSignals() {
        StateSpace<State> space = explore(new ConditionModel(0, false), 3, 2);
        assertThat(space.states(state -> state.done() > 2)).isEmpty();
        assertThat(space.ends()).isNotEmpty().allMatch(state -> state.done() == 2 && state.owed() == 0);
    }

    @Test
    void whoeverDiesAtWhateverMomentLeavesItsSignalToAnother() {
        StateSpace<State> space = explore(new ConditionModel(2, false), 3, 2);
        assertThat(space.size()).isGreaterThan(500);
        assertThat(space.ends()).isNotEmpty().noneMatch(State::isLost);
    }

    /** That is what the model is for: with two deaths it finds what is wrong with the other order. */
    @Test
    void aSignalTakenFromTheDeadBeforeItIsHadCanBeLost() {
        assertThat(explore(new ConditionModel(1, true), 3, 1).ends()).noneMatch(State::isLost);
        assertThat(explore(new ConditionModel(2, true), 3, 1).ends()).anyMatch(State::isLost);
    }
}
