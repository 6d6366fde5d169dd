package io.multiproc.core.sync;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.SlotReference;
import io.multiproc.ipc.memory.WaitWord;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessSemaphore;
import java.lang.ref.Reference;
import java.time.Duration;

/**
 * A semaphore in a segment.
 *
 * <pre>
 * 1st word   31                          | 30 .......... 0
 *            SLEEPERS: somebody may sleep | number of permits
 * 2nd word   the largest number of permits
 * </pre>
 *
 * <p>A thread sleeps only while there is no permit and SLEEPERS is set. A release clears it and wakes one thread, which
 * sets it again, whether it gets a permit, sleeps on or gives up, since others may sleep; and which wakes the next if
 * it leaves permits there: so where there are a permit and a sleeper, somebody is about to wake one.
 */
class SegmentSemaphore extends LiveSync implements ProcessSemaphore {

    /** How many words of a slot it takes. */
    static final int WORDS = 2;

    private static final long SLEEPERS = 1L << 31;

    private final Slot slot;
    private final MappedSegment memory;
    private final int word;
    private final int limitWord;
    private final WaitWord wait;

    /** The one in that slot. */
    SegmentSemaphore(Slot slot) {
        this.slot = slot;
        this.memory = slot.memory();
        this.word = slot.word(0);
        this.limitWord = slot.word(1);
        this.wait = new WaitWord(memory, word);
    }

    /** Sets up what is in the slot, before anybody else has it. */
    static Slot initialize(Slot slot, int permits, int limit) {
        slot.memory().setVolatile(slot.word(0), permits);
        slot.memory().setVolatile(slot.word(1), limit);
        return slot;
    }

    @Override
    SyncHandle handle() {
        return new Handle(slot.share());
    }

    @Override
    final Slot slot() {
        return slot;
    }

    @Override
    public final void acquire() throws InterruptedException {
        acquire(Deadline.NEVER);
    }

    @Override
    public final boolean acquire(Duration timeout) throws InterruptedException {
        return acquire(Deadline.after(timeout));
    }

    @Override
    public final boolean tryAcquire() {
        try {
            return take(0);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    @Override
    public final void release() {
        try {
            long current = memory.getVolatile(word);
            checkRoom(current);
            while (!memory.compareAndSet(word, current, permits(current) + 1)) {
                current = memory.getVolatile(word);
                checkRoom(current);
            }
            if ((current & SLEEPERS) != 0) {
                wait.wakeOne();
            }
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    @Override
    public final int value() {
        try {
            return (int) permits(memory.getVolatile(word));
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    /** The largest number of permits. */
    public final int limit() {
        return (int) memory.get(limitWord);
    }

    /** Its kind and value. */
    @Override
    public String toString() {
        return "ProcessSemaphore(value=" + value() + ")";
    }

    private boolean acquire(long deadline) throws InterruptedException {
        try {
            return take(0) || (!Deadline.isOver(deadline) && Sleep.spin(() -> take(0))) || await(deadline);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    private boolean await(long deadline) throws InterruptedException {
        Sleep sleep = new Sleep(slot.segment(), word, deadline);
        boolean got = false;
        try (sleep) {
            boolean timeLeft = true;
            while (!got && timeLeft) {
                long current = memory.getVolatile(word);
                if (permits(current) > 0) {
                    got = take(sleep.hasSlept() ? SLEEPERS : 0);
                } else if (current == SLEEPERS) {
                    timeLeft = sleep.on(wait, (int) current);
                } else if (Deadline.isOver(deadline)) {
                    timeLeft = false;
                } else {
                    memory.compareAndSet(word, current, SLEEPERS);
                }
            }
        } finally {
            if (sleep.hasSlept()) {
                passWakeUpOn();
            }
        }
        return got;
    }

    /** This thread may have been woken and others not in its stead: they must be woken now, or by the next release. */
    private void passWakeUpOn() {
        long current = memory.getVolatile(word);
        while (current == 0 && !memory.compareAndSet(word, 0, SLEEPERS)) {
            current = memory.getVolatile(word);
        }
        if (permits(current) > 0) {
            wait.wakeOne();
        }
    }

    /** Takes a permit if there is one, and sets the flag. */
    private boolean take(long flag) {
        long current = memory.getVolatile(word);
        while (permits(current) > 0) {
            if (memory.compareAndSet(word, current, (current - 1) | flag)) {
                return true;
            }
            current = memory.getVolatile(word);
        }
        return false;
    }

    private void checkRoom(long current) {
        if (permits(current) >= memory.get(limitWord)) {
            throw new IllegalStateException("semaphore released too many times: value=" + permits(current) + ", limit="
                    + memory.get(limitWord));
        }
    }

    private static long permits(long current) {
        return current & ~SLEEPERS;
    }

    private record Handle(SlotReference slot) implements SyncHandle {

        @Override
        public LiveSync restore() {
            return new SegmentSemaphore(SharedHeap.local().attach(slot));
        }
    }
}
