package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.sync.LockModel.State;
import io.multiproc.core.sync.LockModel.Timers;
import io.multiproc.testkit.SameWithoutNative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every order of every step of a few threads. */
@SameWithoutNative
class LockModelTest {

    private static StateSpace<State> explore(LockModel model, int threads, int rounds) {
        StateSpace<State> space = StateSpace.of(model.initial(threads, rounds), model::steps);
        assertThat(space.states(state -> !state.isExclusive()).stream().findAny())
                .as("two threads have the lock")
                .isEmpty();
        return space;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noWakeUpIsLost(boolean alike) {
        assertNobodyIsStuck(explore(new LockModel(0, 0, Timers.NONE, false, alike), 3, 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noWakeUpIsLostWhenSomeGiveUp(boolean alike) {
        assertNobodyIsStuck(explore(new LockModel(0, 2, Timers.NONE, false, alike), 3, 2));
    }

    /** A release that others see late is found by one who sleeps shortly, which takes the others along. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWriteThatArrivesLateHoldsUpNobodyLongerThanAShortSleep(boolean alike) {
        assertNobodyIsStuck(explore(new LockModel(0, 0, Timers.SHORT, true, alike), 3, 1));
        assertNobodyIsStuck(explore(new LockModel(0, 0, Timers.SHORT, true, alike), 2, 3));
    }

    @Test
    void whoDiesOrGivesUpAtWhateverMomentHoldsUpNobodyLongerThanASleep() {
        assertThat(explore(new LockModel(2, 1, Timers.ALL, true, false), 3, 1).hopeless(State::isOver))
                .isEmpty();
    }

    /** That is what the model is for: with what is left out here it finds the fault. */
    @Test
    void withoutTimersADeathCanHoldOthersUp() {
        StateSpace<State> space = explore(new LockModel(1, 0, Timers.NONE, false, false), 3, 1);
        assertThat(space.ends()).anyMatch(state -> !state.isOver());
    }

    @Test
    void withoutShortSleepsAWriteThatArrivesLateCanHoldOthersUp() {
        StateSpace<State> space = explore(new LockModel(0, 0, Timers.NONE, true, false), 2, 1);
        assertThat(space.ends()).anyMatch(state -> !state.isOver());
    }

    private static void assertNobodyIsStuck(StateSpace<State> space) {
        assertThat(space.size()).isGreaterThan(1_000);
        assertThat(space.ends()).as("ends").isNotEmpty();
        assertThat(space.ends().stream()
                        .filter(state -> !state.isOver() || state.word() != 0)
                        .findAny())
                .as("somebody sleeps for ever")
                .isEmpty();
        assertThat(space.hopeless(State::isOver).stream().findAny()).isEmpty();
    }
}
