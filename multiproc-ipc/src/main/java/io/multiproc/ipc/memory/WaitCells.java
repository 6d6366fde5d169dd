package io.multiproc.ipc.memory;

/**
 * The threads that wait for objects of a segment: a cell for each, which outlives its process.
 *
 * <pre>
 * cell:   who waits: 0 if the cell is free       the mark of the thread, see Segment
 *         stamp (32 bits), how often claimed (28), state (4); stamp and state for what is waited for; a futex
 *         what is waited for                     its word in the segment; 0: not filled in yet, or not any more
 *         number                                 for the object that is waited for
 *         since when                             milliseconds since 1970
 *         the thread's name                      24 bytes, cut off
 * </pre>
 *
 * <p>A cell is claimed by compare-and-set of its 1st word, and its 3rd is written last. So a death in between leaves a
 * cell that is nobody's; cells of the dead are reclaimed when no other is left, but not what was given to one of the
 * dead and somebody who waits may still take. Who changes the state of another thread's cell
 * reads the state first, then what is waited for, and expects the whole state: it never changes that of the next
 * claimer.
 */
public final class WaitCells {

    /** The state of a cell whose thread waits. */
    public static final int WAITING = 0;

    /** The state of a cell whose thread has been given something; if it dies, one who waited then may take it. */
    public static final int GIVEN = 1;

    /** So many threads can always wait at once on cells of what one process has made. */
    public static final int MOST = SegmentDescriptor.CELLS_TO_WAIT_ON;

    /** Of cells that only say who waits: nothing depends on them. */
    private static final int TO_BE_SEEN = 14;

    private static final long SEARCH_NANOS = 1_000_000_000;
    private static final int STATE = 1;
    private static final int OBJECT = 2;
    private static final int NUMBER = 3;
    private static final int SINCE = 4;
    private static final int NAME = 5;
    private static final int NAME_WORDS = 3;
    private static final int STATE_MASK = 15;
    private static final int GONE = 15;

    private final Segment segment;
    private final MappedSegment memory;
    private volatile long lastSearch = System.nanoTime() - SEARCH_NANOS;

    WaitCells(Segment segment, MappedSegment memory) {
        this.segment = segment;
        this.memory = memory;
    }

    /**
     * Takes a cell for the calling thread.
     *
     * @param mark who waits
     * @param object what for
     * @param state 0 to 13
     * @return the cell, or -1 if too many threads wait
     */
    public int claim(long mark, int object, int state, long number) {
        int cell = findFree(mark, SegmentDescriptor.CELLS);
        return fill(cell >= 0 ? cell : findOfTheDead(mark), object, state, number);
    }

    /** Takes a cell for the calling thread only to say that it waits; -1 if those for that are in use. */
    public int claimToBeSeen(long mark, int object) {
        int cell = findFree(mark, SegmentDescriptor.CELLS_TO_BE_SEEN);
        if (cell < 0 && System.nanoTime() - lastSearch >= SEARCH_NANOS) {
            lastSearch = System.nanoTime();
            freeSeenOfTheDead();
            cell = findFree(mark, SegmentDescriptor.CELLS_TO_BE_SEEN);
        }
        return fill(cell, object, TO_BE_SEEN, 0);
    }

    private int fill(int cell, int object, int state, long number) {
        if (cell >= 0) {
            memory.setVolatile(cell + OBJECT, 0); // of a dead process, if any
            long claims = ((memory.get(cell + STATE) & ~STATE_MASK) + STATE_MASK + 1) & WaitWord.LOW_HALF;
            memory.setVolatile(cell + STATE, claims | state);
            memory.set(cell + NUMBER, number);
            memory.set(cell + SINCE, System.currentTimeMillis());
            WordText.write(
                    memory, cell + NAME, NAME_WORDS, Thread.currentThread().getName());
            memory.setVolatile(cell + OBJECT, object);
        }
        return cell;
    }

    /** Frees the cells of dead processes that waited for the object; only where nobody can mean them any more. */
    public void discardDead(int object) {
        for (int cell = next(-1, object); cell >= 0; cell = next(cell, object)) {
            long owner = mark(cell);
            if (owner != 0 && !segment.isAlive(owner)) {
                memory.compareAndSet(cell, owner, 0);
            }
        }
    }

    /** Gives a cell back. */
    public void free(int cell) {
        memory.setVolatile(cell + OBJECT, 0);
        memory.setVolatile(cell, 0);
    }

    /** The cell after that one, or the first after -1, that waits for the object; -1 if there is none. */
    public int next(int cell, int object) {
        int end = end();
        int next = cell < 0 ? SegmentDescriptor.FIRST_CELL : cell + SegmentDescriptor.CELL_WORDS;
        while (next < end && (memory.getVolatile(next + OBJECT) != object || memory.getVolatile(next) == 0)) {
            next += SegmentDescriptor.CELL_WORDS;
        }
        return next < end ? next : -1;
    }

    /** The cell after that one, or the first after -1, that waits for anything; -1 if there is none. */
    public int next(int cell) {
        int end = end();
        int next = cell < 0 ? SegmentDescriptor.FIRST_CELL : cell + SegmentDescriptor.CELL_WORDS;
        while (next < end && (memory.getVolatile(next + OBJECT) == 0 || memory.getVolatile(next) == 0)) {
            next += SegmentDescriptor.CELL_WORDS;
        }
        return next < end ? next : -1;
    }

    /** Who waits. */
    public long mark(int cell) {
        return memory.getVolatile(cell);
    }

    /** What is waited for. */
    public int object(int cell) {
        return (int) memory.getVolatile(cell + OBJECT);
    }

    /** The number that was given when the cell was claimed. */
    public long number(int cell) {
        return memory.getAcquire(cell + NUMBER);
    }

    /** Since when, in milliseconds since 1970. */
    public long since(int cell) {
        return memory.getAcquire(cell + SINCE);
    }

    /** The name of the thread, or its first 24 bytes. */
    public String threadName(int cell) {
        return WordText.read(memory, cell + NAME, NAME_WORDS);
    }

    /** The state with all that is with it: what {@link #changeState} expects. */
    public long fullState(int cell) {
        return memory.getVolatile(cell + STATE);
    }

    /** The state of a full one. */
    public static int state(long fullState) {
        return (int) fullState & STATE_MASK;
    }

    /** The stamp of a full one. */
    public static int stamp(long fullState) {
        return (int) (fullState >>> 32);
    }

    /** Changes state and stamp, if they are as expected and the cell is still its claimer's. */
    public boolean changeState(int cell, long expectedFullState, int state, int stamp) {
        long claims = expectedFullState & WaitWord.LOW_HALF & ~STATE_MASK;
        return memory.compareAndSet(cell + STATE, expectedFullState, ((long) stamp << 32) | claims | state);
    }

    /** What to sleep on until the state changes. */
    public WaitWord stateWord(int cell) {
        return new WaitWord(memory, cell + STATE);
    }

    private int findFree(long mark, int most) {
        int end = SegmentDescriptor.FIRST_CELL + most * SegmentDescriptor.CELL_WORDS;
        for (int cell = SegmentDescriptor.FIRST_CELL; cell < end; cell += SegmentDescriptor.CELL_WORDS) {
            if (memory.getAcquire(cell) == 0 && memory.compareAndSet(cell, 0, mark)) {
                raiseEnd(cell + SegmentDescriptor.CELL_WORDS);
                return cell;
            }
        }
        return -1;
    }

    /** Cells that others may depend on stay: a barrier sees by them that a party died. */
    private void freeSeenOfTheDead() {
        int end = SegmentDescriptor.FIRST_CELL + SegmentDescriptor.CELLS_TO_BE_SEEN * SegmentDescriptor.CELL_WORDS;
        for (int cell = SegmentDescriptor.FIRST_CELL; cell < end; cell += SegmentDescriptor.CELL_WORDS) {
            long owner = memory.getVolatile(cell);
            if (owner != 0 && state(fullState(cell)) == TO_BE_SEEN && !segment.wasAliveLately(owner)) {
                memory.compareAndSet(cell, owner, 0);
            }
        }
    }

    private int findOfTheDead(long mark) {
        for (int cell = SegmentDescriptor.FIRST_CELL;
                cell < SegmentDescriptor.FIRST_OBJECT;
                cell += SegmentDescriptor.CELL_WORDS) {
            long owner = memory.getVolatile(cell);
            if (owner != 0 && !segment.isAlive(owner) && !hasHeirs(cell)) {
                long full = fullState(cell);
                // first of all nobody may take it for a waiter any more
                if (changeState(cell, full, GONE, stamp(full)) && memory.compareAndSet(cell, owner, mark)) {
                    return cell;
                }
            }
        }
        return -1;
    }

    /** Whether the cell has something that a living thread may take that waited already when it was given. */
    private boolean hasHeirs(int cell) {
        long full = fullState(cell);
        int object = object(cell);
        for (int other = next(-1, object); state(full) == GIVEN && other >= 0; other = next(other, object)) {
            if (state(fullState(other)) == WAITING
                    && stamp(full) - (int) number(other) >= 0
                    && segment.isAlive(mark(other))) {
                return true;
            }
        }
        return false;
    }

    private void raiseEnd(int end) {
        long used = memory.getVolatile(SegmentDescriptor.CELLS_USED_WORD);
        while (used < end && !memory.compareAndSet(SegmentDescriptor.CELLS_USED_WORD, used, end)) {
            used = memory.getVolatile(SegmentDescriptor.CELLS_USED_WORD);
        }
    }

    private int end() {
        return (int) memory.getVolatile(SegmentDescriptor.CELLS_USED_WORD);
    }
}
