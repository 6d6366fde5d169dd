package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.sync.ConditionModel.Fault;
import io.multiproc.testkit.SameWithoutNative;
import org.junit.jupiter.api.Test;

/** Every order of every step of a few threads. */
@SameWithoutNative
class ConditionModelTest {

    private static StateSpace<ConditionModelState> explore(ConditionModel model, int waiters, int signals) {
        return StateSpace.of(model.initial(waiters, signals), model::steps);
    }

    /** Nobody dies, and no sleep ends by itself. */
    private static ConditionModel signalling(int most, int givingUp, Fault fault) {
        return new ConditionModel(0, givingUp, false, most, fault);
    }

    private static ConditionModel dying(int deaths, int most, Fault fault) {
        return new ConditionModel(deaths, 0, true, most, fault);
    }

    @Test
    void asManyWakeAsThereAreSignals() {
        for (int most = 1; most <= 2; most++) {
            StateSpace<ConditionModelState> space = explore(signalling(most, 0, Fault.NOTHING), 3, 2 / most);
            assertThat(space.states(state -> state.done() > 2)).isEmpty();
            assertThat(space.ends())
                    .isNotEmpty()
                    .allMatch(state -> state.done() == 2 && state.owed() == 0 && state.isSettled());
        }
    }

    @Test
    void eachOfThoseThatAreSignalledAtOnceIsWokenByAnother() {
        StateSpace<ConditionModelState> space = explore(signalling(4, 0, Fault.NOTHING), 4, 1);
        assertThat(space.size()).isGreaterThan(1_000);
        assertThat(space.ends()).isNotEmpty().allMatch(state -> state.done() == 4);
        assertThat(explore(signalling(3, 2, Fault.NOTHING), 3, 1).ends())
                .isNotEmpty()
                .allMatch(ConditionModelState::isSettled);
    }

    @Test
    void whoeverDiesAtWhateverMomentHoldsUpNobodyLongerThanASleep() {
        for (int most = 1; most <= 3; most++) {
            StateSpace<ConditionModelState> space = explore(dying(2, most, Fault.NOTHING), 3, 1);
            assertThat(space.size()).isGreaterThan(1_000);
            assertThat(space.hopeless(ConditionModelState::isSettled)).isEmpty();
            assertThat(space.states(ConditionModelState::isLost)).isEmpty();
        }
    }

    /** That is what the model is for: it finds what is wrong. */
    @Test
    void itFindsFaults() {
        assertThat(explore(signalling(3, 0, Fault.NOT_HANDED_ON), 3, 1).ends()).anyMatch(state -> state.owed() > 0);
        assertThat(explore(signalling(3, 1, Fault.NOT_HANDED_ON_IN_THE_END), 3, 1)
                        .ends())
                .anyMatch(state -> state.owed() > 0);
        assertThat(explore(signalling(1, 0, Fault.SLEEPS_BLINDLY), 2, 1).ends()).anyMatch(state -> state.owed() > 0);
        assertThat(explore(dying(1, 1, Fault.INHERITED_TOO_LATE), 3, 1).states(ConditionModelState::isLost))
                .isEmpty();
        assertThat(explore(dying(2, 1, Fault.INHERITED_TOO_LATE), 3, 1).states(ConditionModelState::isLost))
                .isNotEmpty();
        assertThat(explore(new ConditionModel(1, 0, false, 3, Fault.NOTHING), 3, 1)
                        .ends())
                .as("a chain that breaks, and no sleep ends by itself")
                .anyMatch(state -> !state.isSettled());
    }
}
