package io.multiproc.core.sync;

import io.multiproc.core.sync.BarrierModelState.At;
import io.multiproc.core.sync.BarrierModelState.Change;
import io.multiproc.core.sync.BarrierModelState.Party;
import io.multiproc.core.sync.BarrierModelState.Phase;
import io.multiproc.core.sync.BarrierModelState.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * What parties do with a {@link BarrierState}, step by step: each changes one word, with the mutex, or looks once,
 * without.
 *
 * @param size how many parties meet
 * @param action whether the last one runs an action, which may fail if somebody may give up
 * @param timers whether a sleep may end by itself
 */
record BarrierModel(int size, boolean action, boolean timers, Fault fault) {

    /** What is wrong. */
    enum Fault {
        NOTHING,
        /** Those that have met are not waited for. */
        NOBODY_IS_WAITED_FOR,
        /** Who gets the mutex of a dead one goes on as if nothing had been. */
        DEAD_HOLDER_IGNORED,
        /** Nobody who waits looks for the dead. */
        DEAD_PARTY_IGNORED,
        /** A barrier is broken at once, though those that have met have not seen it yet. */
        BROKEN_TOO_EARLY,
        /** Who is interrupted does not go with the others, though they have met meanwhile. */
        INTERRUPTED_IN_ANY_CASE,
        /** A change wakes nobody. */
        NOT_WOKEN
    }

    /** Parties that come so often, and perhaps somebody who resets or aborts. */
    BarrierModelState initial(int rounds, int deaths, int givingUp, At... others) {
        List<Party> parties = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            parties.add(Party.begin(At.COME, rounds - 1));
        }
        for (At other : others) {
            parties.add(Party.begin(other, 0));
        }
        Words words = new Words(Phase.FILLING, 0, false);
        return new BarrierModelState(List.copyOf(parties), words, BarrierModelState.NOBODY, deaths, givingUp, false);
    }

    List<BarrierModelState> steps(BarrierModelState state) {
        List<BarrierModelState> next = new ArrayList<>();
        for (int i = 0; i < state.parties().size(); i++) {
            Party party = state.parties().get(i);
            if (!party.isOver()) {
                if (party.changes().isEmpty()) {
                    step(state, i, party, next);
                } else {
                    next.add(change(state, i, party));
                }
                if (state.deaths() > 0) {
                    Party dead = party.go(At.DEAD).change(List.of());
                    next.add(state.with(i, dead).allow(state.deaths() - 1, state.givingUp()));
                }
            }
        }
        return next;
    }

    private void step(BarrierModelState state, int i, Party party, List<BarrierModelState> next) {
        switch (party.at()) {
            case COME -> lock(state, i, At.ENTER, next);
            case ENTER -> enter(state, i, party, next);
            case LATE -> {
                next.add(state.with(i, party.go(party.fresh() ? At.LATE_ASLEEP : At.COME)));
                giveUp(state, i, party.go(At.DONE), next);
            }
            case LOOK -> look(state, i, party, next);
            case SLEEP -> {
                next.add(state.with(i, party.go(party.fresh() ? At.ASLEEP : At.LOOK)));
                giveUp(state, i, party.go(At.TIME_OVER), next);
                giveUp(state, i, party.go(At.INTERRUPTED), next);
            }
            case LATE_ASLEEP, ASLEEP -> {
                if (timers) {
                    next.add(state.with(i, party.wake()));
                }
            }
            case TIME_OVER -> lock(state, i, At.BREAK_IF_FILLING, next);
            case BREAK_IF_FILLING -> breakIf(state.words().phase() == Phase.FILLING, state, i, At.LOOK, next);
            case DEATH_SEEN -> lock(state, i, At.BREAK_IF_DEAD, next);
            case BREAK_IF_DEAD ->
                breakIf(state.words().phase().isOpen() && state.somebodyDied(), state, i, At.LOOK, next);
            case INTERRUPTED -> lock(state, i, At.LEAVE_INTERRUPTED, next);
            case LEAVE_INTERRUPTED -> leaveInterrupted(state, i, party, next);
            case ACT -> act(state, i, party, next);
            case ACTED -> lock(state, i, At.PASS, next);
            case PASS ->
                unlock(state, i, party.then(At.GO), state.words().phase() == Phase.ACTION ? pass() : List.of(), next);
            case FAILED -> lock(state, i, At.FAIL, next);
            case FAIL ->
                leave(state, i, party.then(At.DONE), breakNow(state.words().phase()), next);
            case GO -> lock(state, i, At.LEAVE, next);
            case LEAVE -> leaveAndTell(state, i, party, next);
            case WANT_RESET -> lock(state, i, At.RESET, next);
            case RESET -> reset(state, i, party, next);
            case WANT_ABORT -> lock(state, i, At.ABORT, next);
            case ABORT -> breakIf(true, state, i, At.DONE, next);
            case UNLOCK -> next.add(state.with(i, party.go(party.after())).held(BarrierModelState.NOBODY));
            case DONE, DEAD -> throw new IllegalStateException("no step: " + party);
        }
    }

    private void enter(BarrierModelState state, int i, Party party, List<BarrierModelState> next) {
        Phase phase = state.words().phase();
        List<Change> end = endIfAllHaveGone(state, i, phase, state.words().broken());
        if (!end.isEmpty()) {
            next.add(state.with(i, party.change(end)));
            if (!state.somebodyDied()) {
                return;
            }
        }
        if (party.late() && phase.isOpen() && state.somebodyDied()) {
            next.add(state.with(i, party.change(breakNow(phase))));
        }
        if (phase.isLeaving()) {
            unlock(state, i, party.beLate().then(At.LATE), List.of(), next);
        } else if (phase == Phase.BROKEN) {
            unlock(state, i, party.over(false), List.of(), next);
        } else {
            arrive(state, i, party, next);
        }
    }

    private void arrive(BarrierModelState state, int i, Party party, List<BarrierModelState> next) {
        List<Change> changes = new ArrayList<>(List.of(Change.CLAIM_CELL, Change.COUNT_ONE));
        boolean last = state.words().arrived() + 1 == size;
        if (last && state.somebodyDied()) {
            changes.addAll(breakNow(Phase.FILLING));
        } else if (last) {
            changes.addAll(action ? List.of(Change.ACTION, Change.WAKE_ALL) : pass());
        }
        unlock(state, i, party.then(last ? At.ACT : At.LOOK), changes, next);
    }

    private void look(BarrierModelState state, int i, Party party, List<BarrierModelState> next) {
        if (!state.words().phase().isOpen()) {
            next.add(state.with(i, party.go(At.GO)));
            return;
        }
        next.add(state.with(i, party.see(true).go(At.SLEEP)));
        if (state.somebodyDied() && fault != Fault.DEAD_PARTY_IGNORED) {
            next.add(state.with(i, party.go(At.DEATH_SEEN)));
        }
    }

    private static void act(BarrierModelState state, int i, Party party, List<BarrierModelState> next) {
        if (state.words().phase() != Phase.ACTION) {
            next.add(state.with(i, party.go(At.GO)));
        } else {
            next.add(state.with(i, party.go(At.ACTED)));
            giveUp(state, i, party.go(At.FAILED), next);
        }
    }

    private void leaveAndTell(BarrierModelState state, int i, Party party, List<BarrierModelState> next) {
        boolean passed = state.words().phase() == Phase.PASSED;
        leave(state.wrongIf(passed != party.met()), i, party.over(passed), List.of(), next);
    }

    private void leaveInterrupted(BarrierModelState state, int i, Party party, List<BarrierModelState> next) {
        Phase phase = state.words().phase();
        boolean passed = phase == Phase.PASSED && fault != Fault.INTERRUPTED_IN_ANY_CASE;
        List<Change> before = phase.isOpen() ? breakNow(phase) : List.of();
        Party gone = passed ? party.over(true) : party.then(At.DONE);
        leave(state.wrongIf(passed != party.met()), i, gone, before, next);
    }

    private void leave(BarrierModelState state, int i, Party party, List<Change> before, List<BarrierModelState> next) {
        List<Change> changes = new ArrayList<>(before);
        changes.add(Change.FREE_CELL);
        Words after = BarrierModelChanges.apply(state.words(), before);
        List<Change> end = endIfAllHaveGone(state, i, after.phase(), after.broken());
        if (state.somebodyDied() && !end.isEmpty()) {
            unlock(state, i, party, changes, next); // it may not know yet
        }
        changes.addAll(end);
        unlock(state, i, party, changes, next);
    }

    private void reset(BarrierModelState state, int i, Party party, List<BarrierModelState> next) {
        List<Change> changes = new ArrayList<>(List.of(Change.NOT_BROKEN_LATER));
        if (state.words().phase() != Phase.PASSED) {
            changes.addAll(List.of(Change.COUNT_NONE, Change.RESETTING, Change.WAKE_ALL));
            List<Change> end = endIfAllHaveGone(state, i, Phase.RESETTING, false);
            if (state.somebodyDied() && !end.isEmpty()) {
                unlock(state, i, party, changes, next); // it may not know yet
            }
            changes.addAll(end);
        }
        unlock(state, i, party.then(At.DONE), changes, next);
    }

    /** Nothing if somebody else has still to go. */
    private List<Change> endIfAllHaveGone(BarrierModelState state, int i, Phase phase, boolean broken) {
        boolean gone = fault == Fault.NOBODY_IS_WAITED_FOR || !state.somebodyElseIsThere(i);
        if ((phase != Phase.PASSED && phase != Phase.RESETTING) || !gone) {
            return List.of();
        }
        Change to = broken ? Change.BROKEN : Change.FILLING;
        return List.of(Change.DISCARD_DEAD, to, Change.WAKE_ALL, Change.NOT_BROKEN_LATER);
    }

    private List<Change> breakNow(Phase phase) {
        if (phase == Phase.PASSED && fault != Fault.BROKEN_TOO_EARLY) {
            return List.of(Change.BROKEN_LATER);
        }
        return phase == Phase.BROKEN ? List.of() : List.of(Change.BROKEN, Change.WAKE_ALL);
    }

    private static List<Change> pass() {
        return List.of(Change.COUNT_NONE, Change.PASSED, Change.WAKE_ALL);
    }

    private void breakIf(boolean reason, BarrierModelState state, int i, At then, List<BarrierModelState> next) {
        List<Change> changes = reason ? breakNow(state.words().phase()) : List.of();
        unlock(state, i, state.parties().get(i).then(then), changes, next);
    }

    /** Whoever gets it from a dead one breaks the barrier first. */
    private void lock(BarrierModelState state, int i, At then, List<BarrierModelState> next) {
        Party party = state.parties().get(i).go(then);
        if (state.isHolderDead() && fault != Fault.DEAD_HOLDER_IGNORED) {
            next.add(state.held(i).with(i, party.change(breakNow(state.words().phase()))));
        } else if (state.holder() == BarrierModelState.NOBODY || state.isHolderDead()) {
            next.add(state.held(i).with(i, party));
        }
    }

    /** After all these changes. */
    private static void unlock(
            BarrierModelState state, int i, Party party, List<Change> changes, List<BarrierModelState> next) {
        next.add(state.with(i, party.go(At.UNLOCK).change(changes)));
    }

    private static void giveUp(BarrierModelState state, int i, Party gone, List<BarrierModelState> next) {
        if (state.givingUp() > 0) {
            next.add(state.with(i, gone).allow(state.deaths(), state.givingUp() - 1));
        }
    }

    private BarrierModelState change(BarrierModelState state, int i, Party party) {
        Change change = party.changes().get(0);
        BarrierModelState rest = state.with(
                i, party.change(party.changes().subList(1, party.changes().size())));
        boolean left = change == Change.WAKE_ALL && fault == Fault.NOT_WOKEN;
        return left ? rest : BarrierModelChanges.apply(rest, i, change, size);
    }
}
