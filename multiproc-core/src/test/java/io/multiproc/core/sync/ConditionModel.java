package io.multiproc.core.sync;

import io.multiproc.core.sync.ConditionModelState.At;
import io.multiproc.core.sync.ConditionModelState.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What threads do with {@link ConditionCells}, step by step: all wait from the beginning, and one signals. The lock is
 * one that a dead holder does not keep.
 *
 * @param deaths how many threads may die, at any moment
 * @param givingUp how many may give up while they wait
 * @param timers whether a sleep may end by itself
 * @param most how many are signalled at once
 */
record ConditionModel(int deaths, int givingUp, boolean timers, int most, Fault fault) {

    private static final int NOBODY = -1;

    /** What is wrong. */
    enum Fault {
        NOTHING,
        /** Who inherits a signal takes it from the dead before it has it. */
        INHERITED_TOO_LATE,
        /** Who had a signal does not wake the next. */
        NOT_HANDED_ON,
        /** Who gave up does not, though it was signalled meanwhile. */
        NOT_HANDED_ON_IN_THE_END,
        /** Who is about to sleep does not look again. */
        SLEEPS_BLINDLY
    }

    ConditionModelState initial(int waiters, int signals) {
        List<At> at = new ArrayList<>(Collections.nCopies(waiters, At.LOOK));
        at.add(At.SIGNAL);
        List<Cell> cells = Collections.nCopies(waiters, Cell.WAITING);
        return new ConditionModelState(List.copyOf(at), cells, NOBODY, NOBODY, NOBODY, 0, signals, 0, deaths, givingUp);
    }

    List<ConditionModelState> steps(ConditionModelState state) {
        List<ConditionModelState> next = new ArrayList<>();
        for (int i = 0; i < state.at().size(); i++) {
            if (!state.isOver(i)) {
                step(state, i, next);
                if (state.deaths() > 0) {
                    next.add(state.die(i));
                }
            }
        }
        return next;
    }

    private void step(ConditionModelState state, int i, List<ConditionModelState> next) {
        switch (state.at().get(i)) {
            case LOOK -> look(state, i, next);
            case SLEEP -> next.add(state.go(i, isToSleep(state, i) ? At.ASLEEP : At.LOOK));
            case ASLEEP -> {
                if (timers) {
                    next.add(state.wake(i));
                }
            }
            case WANT_TO_INHERIT -> ifFree(state, i, At.INHERIT, next);
            case INHERIT -> inherit(state, i, next);
            case INHERIT_REST ->
                next.add((fault == Fault.INHERITED_TOO_LATE
                                ? state.cell(i, Cell.SIGNALLED)
                                : state.cell(state.heir(), Cell.TAKEN))
                        .inheriting(NOBODY)
                        .go(i, At.LEAVE));
            case GIVE_LOCK_BACK -> next.add(state.lock(NOBODY).go(i, At.LOOK));
            case WANT_LOCK -> ifFree(state, i, At.LEAVE, next);
            case WANT_LOCK_IN_THE_END ->
                ifFree(state, i, fault == Fault.NOT_HANDED_ON_IN_THE_END ? At.LEAVE_QUIETLY : At.LEAVE, next);
            case LEAVE, LEAVE_QUIETLY -> leave(state, i, next);
            case WAKE_NEXT -> wakeNext(state, i, next);
            case UNLOCK -> next.add(state.lock(NOBODY).go(i, signalsAgain(state, i) ? At.SIGNAL : At.DONE));
            case SIGNAL -> ifFree(state.marking(NOBODY, most, state.signals() - 1), i, At.MARK, next);
            case MARK -> mark(state, i, next);
            case WAKE_FIRST -> next.add(state.wake(state.first()).go(i, At.UNLOCK));
            case DONE, DEAD -> throw new IllegalStateException("no step: " + i);
        }
    }

    private void look(ConditionModelState state, int i, List<ConditionModelState> next) {
        if (state.cells().get(i) != Cell.WAITING) {
            next.add(state.go(i, At.WANT_LOCK));
            return;
        }
        next.add(state.go(i, At.SLEEP));
        if (state.deadSignal() != NOBODY) {
            next.add(state.go(i, At.WANT_TO_INHERIT));
        }
        if (state.givingUp() > 0) {
            next.add(state.giveUp(i));
        }
    }

    private boolean isToSleep(ConditionModelState state, int i) {
        return state.cells().get(i) == Cell.WAITING || fault == Fault.SLEEPS_BLINDLY;
    }

    private void inherit(ConditionModelState state, int i, List<ConditionModelState> next) {
        int dead = state.deadSignal();
        if (dead == NOBODY || state.cells().get(i) != Cell.WAITING) {
            next.add(state.go(i, At.GIVE_LOCK_BACK));
        } else {
            ConditionModelState half =
                    fault == Fault.INHERITED_TOO_LATE ? state.cell(dead, Cell.TAKEN) : state.cell(i, Cell.SIGNALLED);
            next.add(half.inheriting(dead).go(i, At.INHERIT_REST));
        }
    }

    private void leave(ConditionModelState state, int i, List<ConditionModelState> next) {
        boolean signalled = state.cells().get(i) == Cell.SIGNALLED;
        boolean handsOn = signalled && state.at().get(i) == At.LEAVE && fault != Fault.NOT_HANDED_ON;
        next.add(state.cell(i, Cell.FREE).owe(signalled ? -1 : 0).go(i, handsOn ? At.WAKE_NEXT : At.UNLOCK));
    }

    /** Any that has a signal: the real one takes one of them, but may not know yet that it is dead. */
    private static void wakeNext(ConditionModelState state, int i, List<ConditionModelState> next) {
        if (!state.cells().contains(Cell.SIGNALLED)) {
            next.add(state.go(i, At.UNLOCK));
        }
        for (int other = 0; other < state.cells().size(); other++) {
            if (state.cells().get(other) == Cell.SIGNALLED) {
                next.add(state.wake(other).go(i, At.UNLOCK));
            }
        }
    }

    /** Signals the oldest who waits; it will be woken if it is the first, unless it is known to be dead. */
    private static void mark(ConditionModelState state, int i, List<ConditionModelState> next) {
        int oldest = state.cells().indexOf(Cell.WAITING);
        if (oldest < 0 || state.marks() == 0) {
            next.add(state.go(i, At.WAKE_FIRST));
            return;
        }
        ConditionModelState marked = state.cell(oldest, Cell.SIGNALLED).owe(1);
        next.add(marked.marking(state.first() == NOBODY ? oldest : state.first(), state.marks() - 1, state.signals()));
        if (state.at().get(oldest) == At.DEAD) {
            next.add(marked.marking(state.first(), state.marks() - 1, state.signals()));
        }
    }

    private static void ifFree(ConditionModelState state, int i, At to, List<ConditionModelState> next) {
        if (state.isFree()) {
            next.add(state.lock(i).go(i, to));
        }
    }

    private static boolean signalsAgain(ConditionModelState state, int i) {
        return i == state.cells().size() && state.signals() > 0;
    }
}
