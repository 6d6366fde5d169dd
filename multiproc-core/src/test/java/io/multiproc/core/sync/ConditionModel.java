package io.multiproc.core.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What threads do with the cells of a {@link SegmentCondition}, step by step: all wait from the beginning, and one signals.
 * The lock is one that a dead holder does not keep.
 *
 * @param deaths how many threads may die, at any moment
 * @param deadFirst whether who inherits a signal takes it from the dead before it has it
 */
record ConditionModel(int deaths, boolean deadFirst) {

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
        ASLEEP,
        WANT_TO_INHERIT,
        INHERIT,
        INHERIT_REST,
        GIVE_LOCK_BACK,
        WANT_LOCK,
        LEAVE,
        SIGNAL,
        DONE,
        DEAD
    }

    /**
     * All threads; the last one signals and has no cell of its own.
     *
     * @param holder of the lock
     * @param heir whose signal is just inherited, by the holder
     * @param signals how many are still to be given
     * @param owed how many have been given and not been seen by anybody
     */
    record State(List<At> at, List<Cell> cells, int holder, int heir, int signals, int owed, int deaths) {

        boolean isFree() {
            return holder == NOBODY || at.get(holder) == At.DEAD;
        }

        State go(int thread, At to) {
            return new State(replaced(at, thread, to), cells, holder, heir, signals, owed, deaths);
        }

        State cell(int thread, Cell cell) {
            return new State(at, replaced(cells, thread, cell), holder, heir, signals, owed, deaths);
        }

        State lock(int thread) {
            return new State(at, cells, thread, heir, signals, owed, deaths);
        }

        State inheriting(int from) {
            return new State(at, cells, holder, from, signals, owed, deaths);
        }

        State given(int more) {
            return new State(at, cells, holder, heir, signals - more, owed + more, deaths);
        }

        State seen() {
            return new State(at, cells, holder, heir, signals, Math.max(0, owed - 1), deaths);
        }

        /** A signal was given, and somebody who could have it sleeps on. */
        boolean isLost() {
            return owed > 0 && at.contains(At.ASLEEP);
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

    State initial(int waiters, int signals) {
        List<At> at = new ArrayList<>(Collections.nCopies(waiters, At.ASLEEP));
        at.add(At.SIGNAL);
        return new State(
                List.copyOf(at), Collections.nCopies(waiters, Cell.WAITING), NOBODY, NOBODY, signals, 0, deaths);
    }

    List<State> steps(State state) {
        List<State> next = new ArrayList<>();
        for (int i = 0; i < state.at().size(); i++) {
            At at = state.at().get(i);
            if (at != At.DONE && at != At.DEAD) {
                step(state, i, next);
                if (state.deaths() > 0 && at != At.SIGNAL) {
                    State dead = state.go(i, At.DEAD);
                    next.add(new State(
                            dead.at(),
                            dead.cells(),
                            dead.holder(),
                            dead.heir(),
                            dead.signals(),
                            dead.owed(),
                            dead.deaths() - 1));
                }
            }
        }
        return next;
    }

    private void step(State state, int i, List<State> next) {
        switch (state.at().get(i)) {
            case ASLEEP -> {
                if (state.cells().get(i) != Cell.WAITING) {
                    next.add(state.go(i, At.WANT_LOCK));
                } else if (state.deadSignal() != NOBODY) {
                    next.add(state.go(i, At.WANT_TO_INHERIT));
                }
            }
            case WANT_TO_INHERIT -> ifFree(state, i, At.INHERIT, next);
            case INHERIT -> {
                int dead = state.deadSignal();
                if (dead == NOBODY || state.cells().get(i) != Cell.WAITING) {
                    next.add(state.go(i, At.GIVE_LOCK_BACK));
                } else {
                    State half = deadFirst ? state.cell(dead, Cell.TAKEN) : state.cell(i, Cell.SIGNALLED);
                    next.add(half.inheriting(dead).go(i, At.INHERIT_REST));
                }
            }
            case INHERIT_REST -> {
                State whole = deadFirst ? state.cell(i, Cell.SIGNALLED) : state.cell(state.heir(), Cell.TAKEN);
                next.add(whole.inheriting(NOBODY).go(i, At.GIVE_LOCK_BACK));
            }
            case GIVE_LOCK_BACK -> next.add(state.lock(NOBODY).go(i, At.ASLEEP));
            case WANT_LOCK -> ifFree(state, i, At.LEAVE, next);
            case LEAVE -> next.add(state.cell(i, Cell.FREE).seen().lock(NOBODY).go(i, At.DONE));
            case SIGNAL -> signal(state, i, next);
            case DONE, DEAD -> throw new IllegalStateException("no step: " + i);
        }
    }

    private static void ifFree(State state, int i, At to, List<State> next) {
        if (state.isFree()) {
            next.add(state.lock(i).go(i, to));
        }
    }

    /** Takes the lock, gives one signal to the oldest who waits, and the lock back. */
    private static void signal(State state, int i, List<State> next) {
        int oldest = state.cells().indexOf(Cell.WAITING);
        if (state.signals() == 0) {
            next.add(state.go(i, At.DONE));
        } else if (state.isFree()) {
            State free = state.lock(NOBODY);
            next.add(
                    oldest < 0
                            ? new State(free.at(), free.cells(), NOBODY, free.heir(), 0, free.owed(), free.deaths())
                            : free.cell(oldest, Cell.SIGNALLED).given(1));
        }
    }
}
