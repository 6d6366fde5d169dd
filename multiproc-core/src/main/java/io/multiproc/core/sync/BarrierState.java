package io.multiproc.core.sync;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.WaitCells;
import io.multiproc.ipc.memory.WaitWord;

/**
 * What the parties of a barrier share: words of a slot, and a wait cell for each party that waits.
 *
 * <pre>
 * words:  0 to 4   the mutex: all that follows is changed by who has it
 *         5        31 ............ 3 | 2 ... 0
 *                  changes           | state              read by all; those who wait sleep on it
 *         6        number of parties
 *         7        how many have come
 *         8        1: broken as soon as those that have met are gone
 *
 *              last comes, action to run            action done
 *   FILLING ───────────────────────────▶ ACTION ───────────────────▶ PASSED ── all have gone ──▶ FILLING or BROKEN
 *      │  └──────────────── last comes, no action ─────────────────────▲
 *      └── reset, somebody waits ──▶ RESETTING ── all have gone ──▶ FILLING
 *   FILLING, ACTION ── abort, time-out, interruption, failure, death ──▶ BROKEN ── reset ──▶ RESETTING or FILLING
 * </pre>
 *
 * <p>Who waits has a cell until it has seen what came of the waiting; PASSED and RESETTING last until there is no cell
 * of a living process left, so a state is never missed. Who comes meanwhile waits for that.
 */
final class BarrierState {

    static final int FILLING = 0;
    static final int ACTION = 1;
    static final int PASSED = 2;
    static final int RESETTING = 3;
    static final int BROKEN = 4;

    /** What those who wait sleep on. */
    static final int STATE = LockWord.WORDS;

    static final int WORDS = STATE + 4;

    private static final int PARTIES = STATE + 1;
    private static final int ARRIVED = STATE + 2;
    private static final int BREAKS = STATE + 3;
    private static final int STATE_MASK = 7;

    private final Slot slot;
    private final MappedSegment memory;
    private final WaitCells cells;
    private final LockWord mutex;
    private final int word;
    private final WaitWord wait;
    private volatile long allAliveAt = System.nanoTime() - Sleep.SEEN_ALIVE_NANOS;

    BarrierState(Slot slot) {
        this.slot = slot;
        this.memory = slot.memory();
        this.cells = slot.segment().cells();
        this.mutex = new LockWord(slot, 0);
        this.word = slot.word(STATE);
        this.wait = new WaitWord(memory, word);
    }

    /** Sets up what is in the slot, before anybody else has it. */
    static Slot initialize(Slot slot, int parties) {
        slot.memory().setVolatile(slot.word(PARTIES), parties);
        return slot;
    }

    Slot slot() {
        return slot;
    }

    /** What those are seen to wait for who may not yet come: by the word of the state they would count as parties. */
    int entrance() {
        return slot.word(ARRIVED);
    }

    int parties() {
        return (int) memory.getAcquire(slot.word(PARTIES));
    }

    /** State and changes. */
    int full() {
        return (int) memory.getVolatile(word);
    }

    static int state(int full) {
        return full & STATE_MASK;
    }

    int state() {
        return state(full());
    }

    /** Whether more may come, or the last one does what is to be done before all go. */
    static boolean isOpen(int state) {
        return state == FILLING || state == ACTION;
    }

    /** Whether nobody may come until those have gone who are there. */
    static boolean isLeaving(int state) {
        return state == ACTION || state == PASSED || state == RESETTING;
    }

    boolean isBroken() {
        return state() == BROKEN || memory.getVolatile(slot.word(BREAKS)) != 0;
    }

    int arrived() {
        return (int) memory.getVolatile(slot.word(ARRIVED));
    }

    /** Gets the mutex. If who had it died, it may have left anything half done: then nobody meets any more. */
    void lock() {
        mutex.acquireUninterruptibly();
        if (mutex.previousOwnerDied().isPresent()) {
            breakNow();
        }
    }

    void unlock() {
        boolean unused = mutex.release();
    }

    /** Sleeps while nothing changes; whether there is time left. */
    boolean sleep(Sleep sleep, int full) throws InterruptedException {
        return sleep.on(wait, full);
    }

    /** With the mutex: one more has come; gives how many came before. */
    int arrive() {
        int before = arrived();
        memory.setVolatile(slot.word(ARRIVED), before + 1);
        return before;
    }

    /**
     * With the mutex: a cell for the calling thread. If there is none it cannot meet the others, so they do not wait
     * for it.
     */
    int enter() {
        int cell = cells.claim(slot.segment().mark(), word, Sleep.WAITING, 0);
        if (cell < 0) {
            breakNow();
            throw Crowd.exception();
        }
        return cell;
    }

    /** With the mutex: the thread of that cell has seen what came of its waiting. */
    void leave(int cell) {
        cells.free(cell);
        endIfAllHaveGone();
    }

    /** With the mutex: those that have met may go. */
    void pass() {
        memory.setVolatile(slot.word(ARRIVED), 0);
        change(PASSED);
        endIfAllHaveGone();
    }

    /** With the mutex: the last one runs the action. */
    void beginAction() {
        change(ACTION);
    }

    /** With the mutex: nobody meets until the reset; those that have met go their ways first. */
    void breakNow() {
        if (state() == PASSED) {
            memory.setVolatile(slot.word(BREAKS), 1);
        } else if (state() != BROKEN) {
            change(BROKEN);
        }
    }

    /** With the mutex: empty again, when those that wait have gone. */
    void reset() {
        memory.setVolatile(slot.word(BREAKS), 0);
        if (state() != PASSED) {
            memory.setVolatile(slot.word(ARRIVED), 0);
            change(RESETTING);
            endIfAllHaveGone();
        }
    }

    /** With the mutex: ends PASSED and RESETTING if no living process has to see them any more. */
    void endIfAllHaveGone() {
        int state = state();
        if ((state == PASSED || state == RESETTING) && !somebodyIsThere()) {
            boolean broken = memory.getVolatile(slot.word(BREAKS)) != 0;
            cells.discardDead(word);
            change(broken ? BROKEN : FILLING);
            memory.setVolatile(slot.word(BREAKS), 0);
        }
    }

    /** Whether a process died whose thread waits here, or runs the action. */
    boolean somebodyDied() {
        return somebodyWasDeadAt(System.nanoTime());
    }

    /**
     * As {@link #somebodyDied}, but a death of the last moment may not be seen: for all those who ask while they wait.
     * One of them looks for all, since a look takes the longer the more there are.
     */
    boolean somebodyDiedAWhileAgo() {
        long now = System.nanoTime();
        if (now - allAliveAt < Sleep.SEEN_ALIVE_NANOS) {
            return false;
        }
        boolean died = somebodyWasDeadAt(now - Sleep.SEEN_ALIVE_NANOS);
        if (!died) {
            allAliveAt = now;
        }
        return died;
    }

    private boolean somebodyWasDeadAt(long time) {
        for (int cell = cells.next(-1, word); cell >= 0; cell = cells.next(cell, word)) {
            if (!slot.segment().wasAliveAt(cells.mark(cell), time)) {
                return true;
            }
        }
        return false;
    }

    /** One who died a moment ago may count: who waits for that looks again. */
    private boolean somebodyIsThere() {
        for (int cell = cells.next(-1, word); cell >= 0; cell = cells.next(cell, word)) {
            if (slot.segment().wasAliveLately(cells.mark(cell))) {
                return true;
            }
        }
        return false;
    }

    private void change(int state) {
        long next = ((full() & ~STATE_MASK) + STATE_MASK + 1L) & WaitWord.LOW_HALF;
        memory.setVolatile(word, next | state);
        wait.wakeAll();
    }
}
