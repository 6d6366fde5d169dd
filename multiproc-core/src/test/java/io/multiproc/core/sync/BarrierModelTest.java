package io.multiproc.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.core.sync.BarrierModel.Fault;
import io.multiproc.core.sync.BarrierModelState.At;
import io.multiproc.testkit.SameWithoutNative;
import org.junit.jupiter.api.Test;

/** Every order of every step of a few parties. */
@SameWithoutNative
class BarrierModelTest {

    private static StateSpace<BarrierModelState> explore(
            BarrierModel model, int rounds, int deaths, int givingUp, At... others) {
        return StateSpace.of(model.initial(rounds, deaths, givingUp, others), model::steps);
    }

    private static BarrierModel meeting(int size, boolean action) {
        return new BarrierModel(size, action, false, Fault.NOTHING);
    }

    private static BarrierModel dying(boolean action, Fault fault) {
        return new BarrierModel(2, action, true, fault);
    }

    private static void assertRight(StateSpace<BarrierModelState> space) {
        assertThat(space.states(BarrierModelState::wrong)).isEmpty();
        assertThat(space.hopeless(BarrierModelState::isSettled)).isEmpty();
    }

    @Test
    void allMeetInEachRoundAndNoWakeUpIsLost() {
        for (boolean action : new boolean[] {false, true}) {
            StateSpace<BarrierModelState> space = explore(meeting(2, action), 3, 0, 0);
            assertThat(space.states(BarrierModelState::wrong)).isEmpty();
            assertThat(space.ends())
                    .isNotEmpty()
                    .allMatch(state -> state.parties().stream().allMatch(party -> party.passed() == 3));
        }
        StateSpace<BarrierModelState> space = explore(meeting(3, false), 2, 0, 0);
        assertThat(space.size()).isGreaterThan(1_000);
        assertThat(space.states(BarrierModelState::wrong)).isEmpty();
        assertThat(space.ends())
                .isNotEmpty()
                .allMatch(state -> state.parties().stream().allMatch(party -> party.passed() == 2));
    }

    @Test
    void allSeeTheSameWhoeverGivesUpFailsResetsOrAborts() {
        for (At other : new At[] {At.WANT_RESET, At.WANT_ABORT}) {
            for (boolean action : new boolean[] {false, true}) {
                StateSpace<BarrierModelState> space = explore(meeting(2, action), 2, 0, 1, other);
                assertThat(space.states(BarrierModelState::wrong)).isEmpty();
                assertThat(space.ends()).isNotEmpty().allMatch(BarrierModelState::isSettled);
            }
        }
    }

    @Test
    void whoeverDiesAtWhateverMomentHoldsUpNobodyForEver() {
        assertRight(explore(dying(false, Fault.NOTHING), 2, 1, 0, At.WANT_RESET));
        assertRight(explore(dying(true, Fault.NOTHING), 2, 1, 0, At.WANT_ABORT));
        assertRight(explore(dying(true, Fault.NOTHING), 1, 2, 1));
    }

    /** That is what the model is for: it finds what is wrong. */
    @Test
    void itFindsFaults() {
        assertThat(explore(new BarrierModel(2, false, false, Fault.NOBODY_IS_WAITED_FOR), 2, 0, 0)
                        .states(BarrierModelState::wrong))
                .isNotEmpty();
        assertThat(explore(new BarrierModel(2, false, false, Fault.BROKEN_TOO_EARLY), 1, 0, 0, At.WANT_ABORT)
                        .states(BarrierModelState::wrong))
                .isNotEmpty();
        assertThat(explore(new BarrierModel(2, false, false, Fault.INTERRUPTED_IN_ANY_CASE), 1, 0, 1)
                        .states(BarrierModelState::wrong))
                .isNotEmpty();
        assertThat(explore(new BarrierModel(2, false, false, Fault.NOT_WOKEN), 1, 0, 0)
                        .ends())
                .anyMatch(state -> !state.isSettled());
        assertThat(explore(dying(false, Fault.DEAD_HOLDER_IGNORED), 1, 1, 0, At.WANT_RESET)
                        .hopeless(BarrierModelState::isSettled))
                .isNotEmpty();
        assertThat(explore(dying(false, Fault.DEAD_PARTY_IGNORED), 1, 1, 0).hopeless(BarrierModelState::isSettled))
                .isNotEmpty();
    }
}
