package io.multiproc.core.sync;

import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.memory.Segment;
import io.multiproc.ipc.memory.WaitCells;
import io.multiproc.ipc.memory.WaitWord;
import io.multiproc.ipc.time.Deadline;
import java.util.function.BooleanSupplier;

/** The waiting of one thread for one object: all its sleeps until it has what it wants, or gives up. */
final class Sleep implements AutoCloseable {

    /** States of the cell of a thread that waits for a word of its object, or on the cell itself. */
    static final int WAITING = WaitCells.WAITING;

    /** For who waits on a cell: the waiting is known by that. */
    static final int NO_OBJECT = 0;

    private static final int SPINS = 50;
    private static final long SPIN_NANOS = 20_000;
    private static final long CHECK_NANOS = WaitWord.LONGEST_NANOS / 2;

    /**
     * For so long a process that was seen alive is taken to be: all that wait for something of it look once in that
     * time.
     */
    static final long SEEN_ALIVE_NANOS = 50_000_000;

    private static final int NO_CELL = -1;

    static {
        AtExit.register(
                AtExit.PIPES, WaitWord::stopSleeping); // a JVM that ends waits for threads that are in the kernel
    }

    private final Segment segment;
    private final int object;
    private final long deadline;
    private int cell = NO_CELL;
    private boolean slept;
    private long lastCheck = System.nanoTime();
    private long shortUntil = lastCheck;

    /**
     * Nothing happens yet.
     *
     * @param object its word in the segment
     * @param deadline in the terms of {@link Deadline}
     */
    Sleep(Segment segment, int object, long deadline) {
        this.segment = segment;
        this.object = object;
        this.deadline = deadline;
    }

    /**
     * Has the processor for some microseconds in the hope that it comes true: that is sooner than a sleeper wakes up.
     */
    static boolean spin(BooleanSupplier attempt) {
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
            if (attempt.getAsBoolean()) {
                return true;
            }
        }
        long start = System.nanoTime();
        do {
            Thread.yield();
            if (attempt.getAsBoolean()) {
                return true;
            }
        } while (System.nanoTime() - start < SPIN_NANOS);
        return false;
    }

    /**
     * Sleeps while the low half of the word has that value; returns now and then without a reason.
     *
     * @return whether there is time left
     */
    boolean on(WaitWord word, int value) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for another thread or process");
        }
        if (Deadline.isOver(deadline)) {
            return false;
        }
        if (!slept) {
            slept = true;
            if (object != NO_OBJECT) { // only says who waits, for those who ask: without a cell nothing is lost
                cell = segment.cells().claimToBeSeen(segment.mark(), object);
            }
        }
        long shortTime = shortUntil - System.nanoTime();
        word.await(
                value,
                shortTime > 0 ? Math.min(shortTime, Deadline.remaining(deadline)) : Deadline.remaining(deadline));
        return true;
    }

    /** From now on for that time no sleep takes longer than is left of it. */
    void keepShortFor(long nanos) {
        shortUntil = System.nanoTime() + nanos;
    }

    /** Whether this thread may have been woken, and others not in its stead. */
    boolean hasSlept() {
        return slept;
    }

    /** Whether it is time to look whether a process is still alive: that takes microseconds, so not each time. */
    boolean shouldLookForDeath() {
        if (Deadline.isOver(deadline)) {
            return true;
        }
        long now = System.nanoTime();
        if (now - lastCheck < CHECK_NANOS) {
            return false;
        }
        lastCheck = now;
        return true;
    }

    /**
     * Since when a process must be known to be alive, in the terms of {@link System#nanoTime}: some milliseconds ago,
     * so that all who wait look once; but now where it is the last look.
     */
    long aliveSince() {
        long now = System.nanoTime();
        return Deadline.isOver(deadline) ? now : now - SEEN_ALIVE_NANOS;
    }

    @Override
    public void close() {
        if (cell != NO_CELL) {
            segment.cells().free(cell);
        }
    }
}
