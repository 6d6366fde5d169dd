package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.sync.SemaphoreModel.State;
import io.multiproc.testkit.SameWithoutNative;
import org.junit.jupiter.api.Test;

/** Every order of every step of a few threads. */
@SameWithoutNative
class SemaphoreModelTest {

    private static StateSpace<State> explore(int takers, int givers, int givingUp, int deaths) {
        SemaphoreModel model = new SemaphoreModel(givingUp, deaths);
        return StateSpace.of(model.initial(takers, givers), model::steps);
    }

    @Test
    void noWakeUpIsLost() {
        StateSpace<State> space = explore(3, 3, 0, 0);
        assertThat(space.size()).isGreaterThan(500);
        assertThat(space.ends()).isNotEmpty().allMatch(State::isOver);
    }

    @Test
    void nobodySleepsWhileThereIsAPermitThoughOthersGiveUp() {
        for (int givers = 1; givers <= 2; givers++) {
            assertThat(explore(3, givers, 2, 0).ends()).isNotEmpty().noneMatch(State::isAsleepWithoutNeed);
        }
    }

    /** A permit that the dead had is gone; but whoever sleeps while there is one gets it when its sleep ends. */
    @Test
    void whoDiesAtWhateverMomentHoldsUpNobodyLongerThanASleep() {
        assertThat(explore(2, 2, 1, 1).hopeless(state -> !state.isAsleepWithoutNeed()))
                .isEmpty();
    }
}
