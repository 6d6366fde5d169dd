package io.multiproc.core.sync;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.memory.Segment;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.WaitWord;
import io.multiproc.ipc.time.Deadline;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.OptionalLong;

/**
 * The lock itself: five words of a slot.
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
 * 4th   1 if notice was given that somebody sleeps, and no release has answered it
 * 5th   the mark of who took it without SLEEPERS, or died with it; 0 if nobody did, or it is not known
 * </pre>
 *
 * <p>A thread sleeps only while the word has SLEEPERS set, and who has slept, or was about to, takes the lock with
 * SLEEPERS set, since others may still sleep: so a release by compare-and-set finds it set whenever somebody sleeps. A
 * thread that was woken and gives up wakes the next, or sets SLEEPERS if the lock was taken meanwhile.
 *
 * <p>All changes of the 1st are compare-and-sets of the whole word, but for one: who sees by the 5th that its process
 * has the lock, and by the 4th that nobody waits, just writes 0, which takes half the time. That may undo a SLEEPERS of
 * this moment, so it looks at the 4th again, and wakes one if there is a notice now. Who has seen SLEEPERS gives notice
 * before it sleeps, if there is none. Nothing keeps the write of 0 before that second look in the eyes of other
 * processors, so whoever has just begun to wait, set SLEEPERS or given notice sleeps but shortly, and the write has
 * long arrived then.
 *
 * <p>The 5th is written after the lock was taken by the 1st. A thread that does not have the lock and releases it in
 * between, which is allowed, leaves a free lock that the 5th calls taken by this process, until somebody releases it
 * with a compare-and-set. Then one release too many is not noticed, and one who took it with SLEEPERS may just write,
 * by which others may sleep on for 200 ms.
 */
final class LockWord {

    /** How many words of a slot it takes. */
    static final int WORDS = 5;

    private static final long SLEEPERS = 1;
    private static final long DIED = 1L << 62;

    /** Far longer than a processor keeps what it has written to itself, which is less than a microsecond. */
    private static final long ARRIVAL_NANOS = 1_000_000;

    private final Slot slot;
    private final Segment segment;
    private final MappedSegment memory;
    private final int word;
    private final int depthWord;
    private final int diedWord;
    private final int noticeWord;
    private final int takenWord;
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
        this.noticeWord = slot.word(first + 3);
        this.takenWord = slot.word(first + 4);
        this.wait = new WaitWord(memory, word);
    }

    /** Gets the lock, or false if the time is over. */
    boolean acquire(long deadline) throws InterruptedException {
        long mark = segment.mark();
        try {
            return take(mark)
                    || (!Deadline.isOver(deadline) && Sleep.spin(() -> takeIfFree(mark)))
                    || await(mark, deadline);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    /**
     * Gets the lock, however long it takes and whatever interrupts the thread, which is then interrupted afterwards.
     */
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
            if (take(mark)) {
                return true;
            }
            long current = memory.getVolatile(word);
            while (current != 0 && !segment.isAlive(current)) {
                if (takeFromTheDead(current, mark)) {
                    return true;
                }
                current = memory.getVolatile(word); // somebody else has it, or has just begun to wait
            }
            return current == 0 && take(mark);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    /** Releases the lock; false if nobody has it. */
    boolean release() {
        try {
            return (segment.isOwn(memory.peek(takenWord)) && memory.peek(noticeWord) == 0)
                    ? releaseUnwanted()
                    : releaseExactly();
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

    private boolean take(long mark) {
        if (!memory.compareAndSet(word, 0, mark)) {
            return false;
        }
        memory.set(takenWord, mark);
        return true;
    }

    private boolean takeIfFree(long mark) {
        return memory.getVolatile(word) == 0 && take(mark);
    }

    private boolean releaseUnwanted() {
        memory.set(takenWord, 0);
        memory.setRelease(word, 0);
        VarHandle.releaseFence(); // keeps the compiler from looking first
        if (memory.getAcquire(noticeWord) != 0) {
            wait.wakeOne();
        }
        return true;
    }

    private boolean releaseExactly() {
        memory.setVolatile(takenWord, 0);
        long current = memory.getVolatile(word);
        if (current != 0 && memory.get(diedWord) != 0) {
            memory.set(diedWord, 0);
        }
        while (current != 0 && !free(current)) {
            current = memory.getVolatile(word);
        }
        return current != 0;
    }

    /** Frees the word if it has that value, and wakes one if somebody may sleep. */
    private boolean free(long current) {
        boolean sleepers = (current & SLEEPERS) != 0;
        boolean notice = !sleepers && segment.isOwn(current) && memory.getVolatile(noticeWord) != 0;
        if (notice) {
            memory.setVolatile(noticeWord, 0); // it is answered here, and must not slow the lock down for ever
        }
        boolean freed = memory.compareAndSet(word, current, 0);
        if (freed && (sleepers || notice)) {
            wait.wakeOne();
        } else if (notice) {
            memory.setVolatile(noticeWord, 1);
        }
        return freed;
    }

    private boolean await(long mark, long deadline) throws InterruptedException {
        Sleep sleep = new Sleep(segment, word, deadline);
        boolean got = false;
        boolean othersMaySleep = false;
        sleep.keepShortFor(ARRIVAL_NANOS);
        try (sleep) {
            boolean timeLeft = true;
            while (!got && timeLeft) {
                long current = memory.getVolatile(word);
                if (current == 0) {
                    got = memory.compareAndSet(word, 0, othersMaySleep ? mark | SLEEPERS : mark);
                } else if (sleep.shouldLookForDeath() && !segment.wasAliveAt(current, sleep.aliveSince())) {
                    got = takeFromTheDead(current, mark);
                } else if (Deadline.isOver(deadline)) {
                    timeLeft = false;
                } else if ((current & SLEEPERS) != 0) {
                    if (giveNotice()) {
                        sleep.keepShortFor(ARRIVAL_NANOS);
                    }
                    othersMaySleep = true;
                    timeLeft = sleep.on(wait, (int) current);
                } else if (memory.compareAndSet(word, current, current | SLEEPERS)) {
                    othersMaySleep = true;
                    sleep.keepShortFor(ARRIVAL_NANOS);
                }
            }
        } finally {
            if (!got && othersMaySleep) {
                passWakeUpOn();
            }
        }
        return got;
    }

    /** Tells who has the lock that somebody sleeps; false if it is told already. */
    private boolean giveNotice() {
        boolean isNew = memory.getVolatile(noticeWord) == 0;
        if (isNew) {
            memory.setVolatile(noticeWord, 1);
        }
        return isNew;
    }

    /** This thread may have been woken and others not in its stead: they must be woken now, or by who has the lock. */
    private void passWakeUpOn() {
        long current = memory.getVolatile(word);
        while (current != 0 && ((current & SLEEPERS) == 0 || giveNotice())) {
            memory.compareAndSet(word, current, current | SLEEPERS);
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
