package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.sync.EventModel.State;
import io.multiproc.testkit.SameWithoutNative;
import org.junit.jupiter.api.Test;

/** Every order of every step of a few threads. */
@SameWithoutNative
class EventModelTest {

    private static StateSpace<State> explore(EventModel model) {
        StateSpace<State> space = StateSpace.of(model.initial(2, 2), model::steps);
        assertThat(space.size()).isGreaterThan(1_000);
        return space;
    }

    @Test
    void nobodyWhoWaitedWhenItWasSetSleepsOnThoughItIsClearedAtOnce() {
        for (int givingUp = 0; givingUp <= 1; givingUp++) {
            assertThat(explore(new EventModel(0, givingUp, false)).ends())
                    .isNotEmpty()
                    .noneMatch(State::isSomebodyForgotten);
        }
    }

    @Test
    void whoDiesOrGivesUpAtWhateverMomentHoldsUpNobodyLongerThanASleep() {
        assertThat(explore(new EventModel(2, 1, true)).hopeless(State::isSettled))
                .isEmpty();
    }

    /** That is what the model is for: with what is left out here it finds the fault. */
    @Test
    void withoutTimersWhoDiesBeforeItWakesTheOthersHoldsThemUp() {
        assertThat(explore(new EventModel(1, 0, false)).ends()).anyMatch(State::isSomebodyForgotten);
    }
}
