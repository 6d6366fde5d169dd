package io.multiproc.core.sync;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.memory.Segment;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.WaitWord;
import io.multiproc.ipc.time.Deadline;
import java.lang.ref.Reference;
import java.util.OptionalLong;

/**
 * The lock itself: three words of a slot.
 *
 * <pre>
 * 1st   0 if free; else the mark of the thread that has it (see Segment), and in bit 0 whether somebody may sleep
 *
 *         ┌──── release, wakes one if SLEEPERS ─────┐
 *         ▼        acquire                          │        before a sleep
 *       free ──────────────────▶ mark ──────────────┼──────▶ mark | SLEEPERS
 *         └──────────────────────────────────── ────┴──────────▲      │ its process is dead
 *                  acquire by one who has slept                 └──────┘ the mark of who found it so, | SLEEPERS
 *
 * 2nd   how often the thread has it, where it may have it more than once; only that thread uses it
 * 3rd   the process that died having it, and bit 62; 0 if none did; only who has the lock uses it
 * </pre>
 *
 * <p>All changes of the 1st are compare-and-sets of the whole word. A thread sleeps only while the word has SLEEPERS set,
 * and who has slept takes the lock with SLEEPERS set, since others may still sleep: so a release finds it set whenever
 * somebody sleeps. A thread that was woken and gives up wakes the next, or sets SLEEPERS if the lock was taken meanwhile.
 */
final class LockWord {

    private static final long SLEEPERS = 1;
    private static final long DIED = 1L << 62;

    private final Slot slot;
    private final Segment segment;
    private final MappedSegment memory;
    private final int word;
    private final int depthWord;
    private final int diedWord;
    private final WaitWord wait;

    /**
     * A lock that begins at that word of a slot.
     *
     * @param first 0 or more
     */
    LockWord(Slot slot, int first) {
        this.slot = slot;
        this.segment = slot.segment();
        this.memory = slot.memory();
        this.word = slot.word(first);
        this.depthWord = slot.word(first + 1);
        this.diedWord = slot.word(first + 2);
        this.wait = new WaitWord(memory, word);
    }

    /** Gets the lock, or false if the time is over. */
    boolean acquire(long deadline) throws InterruptedException {
        long mark = segment.mark();
        try {
            return memory.compareAndSet(word, 0, mark)
                    || (!Deadline.isOver(deadline) && Sleep.spin(() -> takeIfFree(mark)))
                    || await(mark, deadline);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    /** Gets the lock, however long it takes and whatever interrupts the thread, which is then interrupted afterwards. */
    void acquireUninterruptibly() {
        boolean interrupted = false;
        boolean got = false;
        while (!got) {
            try {
                got = acquire(Deadline.NEVER);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gets the lock if it is free or its holder dead. */
    boolean tryAcquire() {
        long mark = segment.mark();
        try {
            if (memory.compareAndSet(word, 0, mark)) {
                return true;
            }
            long current = memory.getVolatile(word);
            return current == 0
                    ? memory.compareAndSet(word, 0, mark)
                    : !segment.isAlive(current) && takeFromTheDead(current, mark);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    /** Releases the lock; false if nobody has it. */
    boolean release() {
        try {
            long current = memory.getVolatile(word);
            if (current != 0 && memory.get(diedWord) != 0) {
                memory.set(diedWord, 0);
            }
            while (current != 0 && !memory.compareAndSet(word, current, 0)) {
                current = memory.getVolatile(word);
            }
            if ((current & SLEEPERS) != 0) {
                wait.wakeOne();
            }
            return current != 0;
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    /** Whether the calling thread has it. */
    boolean isMine() {
        return holder() == segment.mark();
    }

    /** The mark of who has it; 0 if it is free. */
    long holder() {
        try {
            return memory.getVolatile(word) & ~SLEEPERS;
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    /** The mark of who has the lock that an object begins with; 0 if it is free. */
    static long holder(Segment segment, int object) {
        return segment.memory().getVolatile(object + 1) & ~SLEEPERS;
    }

    /** How often the calling thread has it, which has it. */
    int depth() {
        return (int) memory.get(depthWord);
    }

    /** Only by the thread that has it. */
    void setDepth(int depth) {
        memory.set(depthWord, depth);
    }

    /** The process that died having it before the present holder; 0 for one that is not known any more. */
    OptionalLong previousOwnerDied() {
        long died = memory.getVolatile(diedWord);
        return died == 0 ? OptionalLong.empty() : OptionalLong.of(died & ~DIED);
    }

    Slot slot() {
        return slot;
    }

    private boolean takeIfFree(long mark) {
        return memory.getVolatile(word) == 0 && memory.compareAndSet(word, 0, mark);
    }

    private boolean await(long mark, long deadline) throws InterruptedException {
        Sleep sleep = new Sleep(segment, word, deadline);
        boolean got = false;
        try (sleep) {
            boolean timeLeft = true;
            while (!got && timeLeft) {
                long current = memory.getVolatile(word);
                if (current == 0) {
                    got = memory.compareAndSet(word, 0, sleep.hasSlept() ? mark | SLEEPERS : mark);
                } else if (sleep.shouldLookForDeath() && !segment.isAlive(current)) {
                    got = takeFromTheDead(current, mark);
                } else if ((current & SLEEPERS) != 0) {
                    timeLeft = sleep.on(wait, (int) current);
                } else if (Deadline.isOver(deadline)) {
                    timeLeft = false;
                } else {
                    memory.compareAndSet(word, current, current | SLEEPERS);
                }
            }
        } finally {
            if (!got && sleep.hasSlept()) {
                passWakeUpOn();
            }
        }
        return got;
    }

    /** This thread may have been woken and others not in its stead: they must be woken now, or by who has the lock. */
    private void passWakeUpOn() {
        long current = memory.getVolatile(word);
        while (current != 0 && (current & SLEEPERS) == 0 && !memory.compareAndSet(word, current, current | SLEEPERS)) {
            current = memory.getVolatile(word);
        }
        if (current == 0) {
            wait.wakeOne();
        }
    }

    private boolean takeFromTheDead(long dead, long mark) {
        long pid = segment.pid(dead);
        if (!memory.compareAndSet(word, dead, mark | SLEEPERS)) {
            return false;
        }
        memory.set(diedWord, DIED | pid);
        return true;
    }
}
