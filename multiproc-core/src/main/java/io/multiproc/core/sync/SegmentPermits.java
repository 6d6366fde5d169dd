package io.multiproc.core.sync;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.memory.Segment;
import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.SlotReference;
import io.multiproc.ipc.memory.WaitWord;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.BoundedProcessSemaphore;
import java.lang.ref.Reference;
import java.time.Duration;

/**
 * A semaphore in a segment whose permits are known by their holders: each is a word of its own.
 *
 * <pre>
 * 1st word     31 ............ 1 | 0
 *              releases          | SLEEPERS: somebody may sleep
 * 2nd word     how many permits there are
 * from the 3rd each a permit: 0 if it is free, else the mark of the thread that has it (see Segment)
 *
 *         ┌──── release ────┐
 *         ▼     acquire     │
 *       free ────────────▶ mark ── its process is dead ──▶ the mark of who found it so
 * </pre>
 *
 * <p>A permit changes hands by one compare-and-set, so that nobody can die between taking it and being known as its
 * holder. Who sleeps has set SLEEPERS first, looked at all permits after that, and sleeps only while the 1st word is
 * unchanged. A release frees the permit first; if it then finds SLEEPERS it clears that, which changes the word, and
 * wakes one. Who has slept sets SLEEPERS again in the end, since others may sleep, and wakes the next if a permit is
 * free.
 */
final class SegmentPermits extends LiveSync implements BoundedProcessSemaphore {

    /** The most permits; each takes a word of the slot. */
    static final int MOST = SharedHeap.MOST_WORDS - 2;

    private static final int FIRST = 2;
    private static final long SLEEPERS = 1;
    private static final long ONE_MORE = 2;

    private final Slot slot;
    private final Segment segment;
    private final MappedSegment memory;
    private final int word;
    private final int first;
    private final int end;
    private final WaitWord wait;

    /** Those in that slot. */
    SegmentPermits(Slot slot) {
        this.slot = slot;
        this.segment = slot.segment();
        this.memory = slot.memory();
        this.word = slot.word(0);
        this.first = slot.word(FIRST);
        this.end = first + (int) memory.getVolatile(slot.word(1));
        this.wait = new WaitWord(memory, word);
    }

    /** How many words of a slot so many take. */
    static int words(int permits) {
        return FIRST + permits;
    }

    /** Sets up what is in the slot, before anybody else has it. */
    static Slot initialize(Slot slot, int permits) {
        slot.memory().setVolatile(slot.word(1), permits);
        return slot;
    }

    /** The marks of those who have permits, 0 for a free one; none if there is another object by now. */
    static long[] holders(Segment segment, int object) {
        MappedSegment memory = segment.memory();
        int first = object + FIRST + 1;
        long permits = memory.getVolatile(object + FIRST);
        if (permits < 0 || permits > Math.min(MOST, memory.words() - first)) {
            return new long[0];
        }
        long[] holders = new long[(int) permits];
        for (int i = 0; i < holders.length; i++) {
            holders[i] = memory.getVolatile(first + i);
        }
        return holders;
    }

    @Override
    SyncHandle handle() {
        return new Handle(slot.share());
    }

    @Override
    Slot slot() {
        return slot;
    }

    @Override
    public void acquire() throws InterruptedException {
        acquire(Deadline.NEVER);
    }

    @Override
    public boolean acquire(Duration timeout) throws InterruptedException {
        return acquire(Deadline.after(timeout));
    }

    @Override
    public boolean tryAcquire() {
        try {
            long mark = segment.mark();
            return take(mark) || takeFromTheDead(mark, System.nanoTime());
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    @Override
    public void release() {
        try {
            if (!free(segment.mark())) {
                throw new IllegalStateException("this process holds no permit of the semaphore: value=" + value()
                        + ", limit=" + limit() + " (only the process that acquired a permit may release it)");
            }
            long current = memory.getVolatile(word);
            while ((current & SLEEPERS) != 0
                    && !memory.compareAndSet(word, current, (current + ONE_MORE) & WaitWord.LOW_HALF & ~SLEEPERS)) {
                current = memory.getVolatile(word);
            }
            if ((current & SLEEPERS) != 0) {
                wait.wakeOne();
            }
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    @Override
    public int value() {
        try {
            int value = 0;
            long now = System.nanoTime();
            for (int permit = first; permit < end; permit++) {
                long holder = memory.getVolatile(permit);
                if (holder == 0 || !segment.wasAliveAt(holder, now)) {
                    value++;
                }
            }
            return value;
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    @Override
    public int limit() {
        return end - first;
    }

    /** Its kind, value and limit. */
    @Override
    public String toString() {
        return "BoundedProcessSemaphore(value=" + value() + ", limit=" + limit() + ", returning)";
    }

    private boolean acquire(long deadline) throws InterruptedException {
        try {
            long mark = segment.mark();
            return take(mark) || (!Deadline.isOver(deadline) && Sleep.spin(() -> take(mark))) || await(mark, deadline);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    private boolean await(long mark, long deadline) throws InterruptedException {
        Sleep sleep = new Sleep(segment, word, deadline);
        boolean got = false;
        try (sleep) {
            boolean timeLeft = true;
            while (!got && timeLeft) {
                long current = memory.getVolatile(word);
                if (take(mark) || (sleep.shouldLookForDeath() && takeFromTheDead(mark, sleep.aliveSince()))) {
                    got = true;
                } else if ((current & SLEEPERS) != 0) {
                    timeLeft = sleep.on(wait, (int) current);
                } else if (Deadline.isOver(deadline)) {
                    timeLeft = false;
                } else {
                    memory.compareAndSet(word, current, current | SLEEPERS);
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
        while ((current & SLEEPERS) == 0 && !memory.compareAndSet(word, current, current | SLEEPERS)) {
            current = memory.getVolatile(word);
        }
        for (int permit = first; permit < end; permit++) {
            if (memory.getVolatile(permit) == 0) {
                wait.wakeOne();
                return;
            }
        }
    }

    private boolean take(long mark) {
        for (int permit = first; permit < end; permit++) {
            if (memory.getVolatile(permit) == 0 && memory.compareAndSet(permit, 0, mark)) {
                return true;
            }
        }
        return false;
    }

    /** Takes one whose process had died by that time; looks once at each process, however many permits it has. */
    private boolean takeFromTheDead(long mark, long time) {
        for (int permit = first; permit < end; permit++) {
            long holder = memory.getVolatile(permit);
            if (holder != 0 && !segment.wasAliveAt(holder, time) && memory.compareAndSet(permit, holder, mark)) {
                return true;
            }
        }
        return false;
    }

    /** Frees one of the thread, or else of its process; false if that has none. */
    private boolean free(long mark) {
        for (int permit = first; permit < end; permit++) {
            if (memory.getVolatile(permit) == mark && memory.compareAndSet(permit, mark, 0)) {
                return true;
            }
        }
        for (int permit = first; permit < end; permit++) {
            long holder = memory.getVolatile(permit);
            if (holder != 0 && segment.isOwn(holder) && memory.compareAndSet(permit, holder, 0)) {
                return true;
            }
        }
        return false;
    }

    private record Handle(SlotReference slot) implements SyncHandle {

        @Override
        public LiveSync restore() {
            return new SegmentPermits(SharedHeap.local().attach(slot));
        }
    }
}
