package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.sync.EventModel.State;
import org.junit.jupiter.api.Test;

/** Every order of every step of a few threads. */
class EventModelTest {

    @Test
    void nobodyWhoWaitedWhenItWasSetSleepsOnThoughItIsClearedAtOnce() {
        StateSpace<State> space = StateSpace.of(EventModel.initial(2, 2), EventModel::steps);
        assertThat(space.size()).isGreaterThan(1_000);
        assertThat(space.ends()).isNotEmpty().noneMatch(State::isSomebodyForgotten);
    }
}
