package io.multiproc.core.sync;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.WaitCells;

/**
 * Who waits for a condition, and the signals: one word that numbers those who wait, and a wait cell for each of them.
 *
 * <pre>
 * state of a cell:   WAITING ── signal ──▶ SIGNALLED ── its process is dead: another waiter takes the signal ──▶ TAKEN
 * its stamp:         the number of the youngest waiter when it was signalled; only those up to it may take the signal
 * </pre>
 *
 * <p>Cells are claimed, signalled, inherited from and freed by threads that have the lock; so a signal meets exactly
 * those who waited when it was given. No wake-up is lost: a thread sleeps on the state of its own cell while that is
 * WAITING.
 *
 * <p>Of many that are signalled at once only one is woken. It wakes the next when it has the lock and leaves, and so
 * on: all at once would only take the processors from the one that has the lock. Where that chain breaks, because one
 * of them is killed, sleeps end by themselves.
 */
final class ConditionCells {

    /** How many words of a slot it takes. */
    static final int WORDS = 1;

    private static final int SIGNALLED = WaitCells.GIVEN;
    private static final int TAKEN = 2;

    private final Slot slot;
    private final MappedSegment memory;
    private final WaitCells cells;
    private final int word;
    private volatile long noneDiedAt = System.nanoTime() - Sleep.SEEN_ALIVE_NANOS;

    ConditionCells(Slot slot) {
        this.slot = slot;
        this.memory = slot.memory();
        this.cells = slot.segment().cells();
        this.word = slot.word(0);
    }

    /** With the lock: a cell for the calling thread. */
    int enter() {
        long number = memory.getAndAdd(word, 1) + 1;
        int cell = cells.claim(slot.segment().mark(), word, Sleep.WAITING, number);
        if (cell < 0) {
            throw Crowd.exception();
        }
        return cell;
    }

    /**
     * With the lock: gives the calling thread's cell back, and wakes the next with a signal; whether it had one itself.
     */
    boolean leave(int cell) {
        boolean signalled = isSignalled(cells.fullState(cell));
        cells.free(cell);
        if (signalled) {
            wakeNext(cell);
        }
        return signalled;
    }

    /** Whether the calling thread, whose cell that is, has no signal yet. */
    boolean isWaiting(int cell) {
        return isWaiting(cells.fullState(cell));
    }

    /** Sleeps while the calling thread has no signal; whether there is time left. */
    boolean sleep(Sleep sleep, int cell) throws InterruptedException {
        long full = cells.fullState(cell);
        return !isWaiting(full) || sleep.on(cells.stateWord(cell), (int) full);
    }

    /**
     * With the lock: signals those who have waited longest.
     *
     * @param most how many, 0 or more
     */
    void signal(int most) {
        int first = most == Integer.MAX_VALUE ? signalAll() : signalOldest(most);
        if (first >= 0) {
            cells.stateWord(first).wakeOne();
        }
    }

    /**
     * Whether somebody died with a signal that the thread of that cell may take. A death of the last moment may not be
     * seen: one thread of a process looks for all, since a look takes the longer the more there are.
     */
    boolean hasSignalOfTheDead(int cell) {
        return System.nanoTime() - noneDiedAt >= Sleep.SEEN_ALIVE_NANOS && signalOfTheDead(cells.number(cell)) >= 0;
    }

    /**
     * With the lock: takes the signal of a dead process. The calling thread has it first, and then it is taken from the
     * dead: who dies in between leaves it to others.
     */
    void inherit(int own) {
        long waiting = cells.fullState(own);
        int dead = isWaiting(waiting) ? signalOfTheDead(cells.number(own)) : -1;
        if (dead >= 0) {
            long full = cells.fullState(dead);
            if (isSignalled(full) && cells.changeState(own, waiting, SIGNALLED, WaitCells.stamp(full))) {
                cells.changeState(dead, full, TAKEN, 0);
            }
        }
    }

    /**
     * A cell whose process died with a signal that was given when the waiter of that number waited too; -1 if there is
     * none.
     */
    private int signalOfTheDead(long number) {
        long now = System.nanoTime();
        boolean died = false;
        for (int cell = cells.next(-1, word); cell >= 0; cell = cells.next(cell, word)) {
            long full = cells.fullState(cell);
            if (isSignalled(full) && !isAlive(cell)) {
                died = true;
                if (WaitCells.stamp(full) - (int) number >= 0) {
                    return cell;
                }
            }
        }
        if (!died) {
            noneDiedAt = now;
        }
        return -1;
    }

    /** Gives the first cell that was signalled and whose process is alive, or -1. */
    private int signalAll() {
        int first = -1;
        for (int cell = cells.next(-1, word); cell >= 0; cell = cells.next(cell, word)) {
            if (signalCell(cell) && first < 0 && isAlive(cell)) {
                first = cell;
            }
        }
        return first;
    }

    /** Gives the first cell that was signalled and whose process is alive, or -1. */
    private int signalOldest(int most) {
        int first = -1;
        int left = most;
        for (int cell = left > 0 ? oldest() : -1; cell >= 0; cell = left > 0 ? oldest() : -1) {
            if (signalCell(cell)) {
                left--;
                first = first < 0 && isAlive(cell) ? cell : first;
            }
        }
        return first;
    }

    private boolean signalCell(int cell) {
        long full = cells.fullState(cell);
        return isWaiting(full)
                && cells.object(cell) == word
                && cells.changeState(cell, full, SIGNALLED, (int) memory.getVolatile(word));
    }

    /** The cell of who has waited longest without a signal; -1 if nobody does. */
    private int oldest() {
        int oldest = -1;
        for (int cell = cells.next(-1, word); cell >= 0; cell = cells.next(cell, word)) {
            if (isWaiting(cells.fullState(cell)) && (oldest < 0 || cells.number(cell) < cells.number(oldest))) {
                oldest = cell;
            }
        }
        return oldest;
    }

    /** The next one after that cell, and else from the first on: so the way there is short when all have a signal. */
    private void wakeNext(int from) {
        int next = signalledAfter(from);
        if (next < 0) {
            next = signalledAfter(-1);
        }
        if (next >= 0) {
            cells.stateWord(next).wakeOne();
        }
    }

    /** Nothing can be handed on to the dead. */
    private int signalledAfter(int from) {
        int cell = cells.next(from, word);
        while (cell >= 0 && !(isSignalled(cells.fullState(cell)) && isAlive(cell))) {
            cell = cells.next(cell, word);
        }
        return cell;
    }

    /** As it was some milliseconds ago: all may ask for the price of one. */
    private boolean isAlive(int cell) {
        return slot.segment().wasAliveLately(cells.mark(cell));
    }

    private static boolean isWaiting(long full) {
        return WaitCells.state(full) == Sleep.WAITING;
    }

    private static boolean isSignalled(long full) {
        return WaitCells.state(full) == SIGNALLED;
    }
}
