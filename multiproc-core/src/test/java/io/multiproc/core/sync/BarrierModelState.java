package io.multiproc.core.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The words of a barrier, and its parties.
 *
 * @param holder of the mutex
 * @param wrong whether somebody has met who should not have, or the other way round
 */
record BarrierModelState(List<Party> parties, Words words, int holder, int deaths, int givingUp, boolean wrong) {

    static final int NOBODY = -1;

    /** The state of the barrier. */
    enum Phase {
        FILLING,
        ACTION,
        PASSED,
        RESETTING,
        BROKEN;

        boolean isOpen() {
            return this == FILLING || this == ACTION;
        }

        boolean isLeaving() {
            return this == ACTION || this == PASSED || this == RESETTING;
        }
    }

    /**
     * What is shared.
     *
     * @param arrived how many have come
     * @param broken as soon as those that have met are gone
     */
    record Words(Phase phase, int arrived, boolean broken) {}

    /** Where a party is; those from ENTER on have the mutex. */
    enum At {
        COME,
        ENTER,
        LATE,
        LATE_ASLEEP,
        LOOK,
        SLEEP,
        ASLEEP,
        TIME_OVER,
        BREAK_IF_FILLING,
        DEATH_SEEN,
        BREAK_IF_DEAD,
        INTERRUPTED,
        LEAVE_INTERRUPTED,
        ACT,
        ACTED,
        PASS,
        FAILED,
        FAIL,
        GO,
        LEAVE,
        WANT_RESET,
        RESET,
        WANT_ABORT,
        ABORT,
        UNLOCK,
        DONE,
        DEAD
    }

    /** What one step changes. */
    enum Change {
        CLAIM_CELL,
        FREE_CELL,
        DISCARD_DEAD,
        COUNT_ONE,
        COUNT_NONE,
        FILLING,
        ACTION,
        PASSED,
        RESETTING,
        BROKEN,
        BROKEN_LATER,
        NOT_BROKEN_LATER,
        WAKE_ALL
    }

    /**
     * A party, or somebody who resets or aborts; each is a process of its own.
     *
     * @param after where it goes when it has given the mutex back
     * @param changes what it still changes, with the mutex
     * @param fresh whether the state is as it saw it last
     * @param late whether it found others that had still to leave
     * @param cell whether it has one
     * @param met whether all have come for what it has the cell for
     * @param rounds how often it comes after this time
     * @param passed how often it has met
     */
    record Party(
            At at,
            At after,
            List<Change> changes,
            boolean fresh,
            boolean late,
            boolean cell,
            boolean met,
            int rounds,
            int passed) {

        static Party begin(At at, int rounds) {
            return new Party(at, At.DONE, List.of(), false, false, false, false, rounds, 0);
        }

        Party go(At to) {
            return new Party(to, after, changes, fresh, late, cell, met, rounds, passed);
        }

        Party then(At to) {
            return new Party(at, to, changes, fresh, late, cell, met, rounds, passed);
        }

        Party change(List<Change> all) {
            return new Party(at, after, List.copyOf(all), fresh, late, cell, met, rounds, passed);
        }

        Party see(boolean whetherFresh) {
            return new Party(at, after, changes, whetherFresh, late, cell, met, rounds, passed);
        }

        Party beLate() {
            return new Party(at, after, changes, true, true, cell, met, rounds, passed);
        }

        Party have(boolean whetherCell, boolean whetherMet) {
            return new Party(at, after, changes, fresh, late, whetherCell, whetherMet, rounds, passed);
        }

        /** Comes again, if it does. */
        Party over(boolean whetherPassed) {
            At to = rounds == 0 ? At.DONE : At.COME;
            int times = passed + (whetherPassed ? 1 : 0);
            return new Party(at, to, changes, false, false, cell, met, Math.max(0, rounds - 1), times);
        }

        Party wake() {
            return switch (at) {
                case ASLEEP -> go(At.LOOK);
                case LATE_ASLEEP -> go(At.COME);
                default -> this;
            };
        }

        boolean isOver() {
            return at == At.DONE || at == At.DEAD;
        }

        boolean isDeadThere() {
            return at == At.DEAD && cell;
        }

        boolean isWaiting() {
            return at == At.LOOK || at == At.SLEEP || at == At.ASLEEP;
        }
    }

    BarrierModelState with(int index, Party party) {
        List<Party> all = new ArrayList<>(parties);
        all.set(index, party);
        return new BarrierModelState(List.copyOf(all), words, holder, deaths, givingUp, wrong);
    }

    BarrierModelState all(UnaryOperator<Party> change) {
        List<Party> all = parties.stream().map(change).toList();
        return new BarrierModelState(all, words, holder, deaths, givingUp, wrong);
    }

    BarrierModelState with(Words newWords) {
        return new BarrierModelState(parties, newWords, holder, deaths, givingUp, wrong);
    }

    BarrierModelState held(int by) {
        return new BarrierModelState(parties, words, by, deaths, givingUp, wrong);
    }

    BarrierModelState allow(int newDeaths, int newGivingUp) {
        return new BarrierModelState(parties, words, holder, newDeaths, newGivingUp, wrong);
    }

    BarrierModelState wrongIf(boolean isWrong) {
        return new BarrierModelState(parties, words, holder, deaths, givingUp, wrong || isWrong);
    }

    boolean isHolderDead() {
        return holder != NOBODY && parties.get(holder).at() == At.DEAD;
    }

    boolean somebodyDied() {
        return parties.stream().anyMatch(Party::isDeadThere);
    }

    /** How many have cells, dead or alive. */
    int there() {
        return (int) parties.stream().filter(Party::cell).count();
    }

    /** Whether another one that lives has a cell. */
    boolean somebodyElseIsThere(int index) {
        for (int i = 0; i < parties.size(); i++) {
            if (i != index && parties.get(i).cell() && parties.get(i).at() != At.DEAD) {
                return true;
            }
        }
        return false;
    }

    /** Who is left has gone, or waits with reason: for others that have not come yet. */
    boolean isSettled() {
        boolean reason = words.phase() == Phase.FILLING
                && !somebodyDied()
                && (isHolderDead() || (holder == NOBODY && words.arrived() == there()));
        return parties.stream().allMatch(party -> party.isOver() || (reason && party.isWaiting()));
    }
}
