package io.multiproc.core.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All threads; the last one signals and has no cell of its own.
 *
 * @param holder of the lock
 * @param heir whose signal is just inherited, by the holder
 * @param first who is to be woken by who signals
 * @param marks how many are still to be signalled before that
 * @param signals how often it still signals
 * @param owed how many signals have been given and not been seen by anybody
 */
record ConditionModelState(
        List<At> at,
        List<Cell> cells,
        int holder,
        int heir,
        int first,
        int marks,
        int signals,
        int owed,
        int deaths,
        int givingUp) {

    private static final int NOBODY = -1;

    /** The state of a cell. */
    enum Cell {
        WAITING,
        SIGNALLED,
        TAKEN,
        FREE
    }

    /** Where a thread is. */
    enum At {
        LOOK,
        SLEEP,
        ASLEEP,
        WANT_TO_INHERIT,
        INHERIT,
        INHERIT_REST,
        GIVE_LOCK_BACK,
        WANT_LOCK,
        WANT_LOCK_IN_THE_END,
        LEAVE,
        LEAVE_QUIETLY,
        WAKE_NEXT,
        UNLOCK,
        SIGNAL,
        MARK,
        WAKE_FIRST,
        DONE,
        DEAD
    }

    boolean isFree() {
        return holder == NOBODY || at.get(holder) == At.DEAD;
    }

    ConditionModelState go(int thread, At to) {
        return new ConditionModelState(
                replaced(at, thread, to), cells, holder, heir, first, marks, signals, owed, deaths, givingUp);
    }

    ConditionModelState cell(int thread, Cell cell) {
        return new ConditionModelState(
                at, replaced(cells, thread, cell), holder, heir, first, marks, signals, owed, deaths, givingUp);
    }

    ConditionModelState lock(int thread) {
        return new ConditionModelState(at, cells, thread, heir, first, marks, signals, owed, deaths, givingUp);
    }

    ConditionModelState inheriting(int from) {
        return new ConditionModelState(at, cells, holder, from, first, marks, signals, owed, deaths, givingUp);
    }

    ConditionModelState marking(int newFirst, int newMarks, int newSignals) {
        return new ConditionModelState(at, cells, holder, heir, newFirst, newMarks, newSignals, owed, deaths, givingUp);
    }

    ConditionModelState owe(int more) {
        int nowOwed = Math.max(0, owed + more); // who inherits may die in between, and leave one more
        return new ConditionModelState(at, cells, holder, heir, first, marks, signals, nowOwed, deaths, givingUp);
    }

    ConditionModelState die(int thread) {
        ConditionModelState dead = go(thread, At.DEAD);
        return new ConditionModelState(dead.at, cells, holder, heir, first, marks, signals, owed, deaths - 1, givingUp);
    }

    ConditionModelState giveUp(int thread) {
        ConditionModelState gone = go(thread, At.WANT_LOCK_IN_THE_END);
        return new ConditionModelState(gone.at, cells, holder, heir, first, marks, signals, owed, deaths, givingUp - 1);
    }

    ConditionModelState wake(int thread) {
        return thread != NOBODY && at.get(thread) == At.ASLEEP ? go(thread, At.LOOK) : this;
    }

    boolean isOver(int thread) {
        return at.get(thread) == At.DONE || at.get(thread) == At.DEAD;
    }

    /** All signals have been given, and nobody is there who has one, or should have one, and has not left. */
    boolean isSettled() {
        boolean inherit = deadSignal() != NOBODY;
        boolean settled = isOver(cells.size());
        for (int i = 0; i < cells.size(); i++) {
            settled &= isOver(i) || (cells.get(i) != Cell.SIGNALLED && !inherit);
        }
        return settled;
    }

    /**
     * A signal was given that nobody saw, nobody has and nobody is about to take, and somebody who could have it waits
     * on.
     */
    boolean isLost() {
        boolean waits = false;
        for (int i = 0; i < cells.size(); i++) {
            waits |= !isOver(i) && cells.get(i) == Cell.WAITING;
        }
        return waits && owed > 0 && isSettled() && isFree();
    }

    int done() {
        return Collections.frequency(cells, Cell.FREE);
    }

    int deadSignal() {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i) == Cell.SIGNALLED && at.get(i) == At.DEAD) {
                return i;
            }
        }
        return NOBODY;
    }

    private static <T> List<T> replaced(List<T> list, int index, T with) {
        List<T> copy = new ArrayList<>(list);
        copy.set(index, with);
        return List.copyOf(copy);
    }
}
