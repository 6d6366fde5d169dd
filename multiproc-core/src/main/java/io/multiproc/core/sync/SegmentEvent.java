package io.multiproc.core.sync;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.SlotReference;
import io.multiproc.ipc.memory.WaitWord;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessEvent;
import java.lang.ref.Reference;
import java.time.Duration;

/**
 * An event in a segment: one word.
 *
 * <pre>
 * 31 ................................ 2 | 1                            | 0
 * how often it was set, when it was not | SLEEPERS: somebody may sleep | SET
 * </pre>
 *
 * <p>Who waits goes on when it finds SET or another count than at first. A thread sleeps only while SLEEPERS is set,
 * and the change to SET clears that and wakes all.
 */
final class SegmentEvent extends LiveSync implements ProcessEvent {

    /** How many words of a slot it takes. */
    static final int WORDS = 1;

    private static final long SET = 1;
    private static final long SLEEPERS = 2;
    private static final long ONE_MORE = 4;

    private final Slot slot;
    private final MappedSegment memory;
    private final int word;
    private final WaitWord wait;

    SegmentEvent(Slot slot) {
        this.slot = slot;
        this.memory = slot.memory();
        this.word = slot.word(0);
        this.wait = new WaitWord(memory, word);
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
    public boolean isSet() {
        try {
            return (memory.getVolatile(word) & SET) != 0;
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    @Override
    public void set() {
        try {
            long current = memory.getVolatile(word);
            while ((current & SET) == 0
                    && !memory.compareAndSet(
                            word, current, ((current + ONE_MORE) & WaitWord.LOW_HALF & ~SLEEPERS) | SET)) {
                current = memory.getVolatile(word);
            }
            if ((current & SLEEPERS) != 0) {
                wait.wakeAll();
            }
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    @Override
    public void clear() {
        try {
            long current = memory.getVolatile(word);
            while ((current & SET) != 0 && !memory.compareAndSet(word, current, current & ~SET)) {
                current = memory.getVolatile(word);
            }
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    @Override
    public void await() throws InterruptedException {
        await(Deadline.NEVER);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return await(Deadline.after(timeout));
    }

    /** Its kind and state. */
    @Override
    public String toString() {
        return "ProcessEvent(" + (isSet() ? "set" : "unset") + ")";
    }

    private boolean await(long deadline) throws InterruptedException {
        long first = memory.getVolatile(word);
        try (Sleep sleep = new Sleep(slot.segment(), word, deadline)) {
            if (wasSet(first) || (!Deadline.isOver(deadline) && Sleep.spin(() -> wasSet(first)))) {
                return true;
            }
            boolean timeLeft = true;
            while (timeLeft && !wasSet(first)) {
                long current = memory.getVolatile(word);
                if ((current & (SLEEPERS | SET)) == SLEEPERS) {
                    timeLeft = sleep.on(wait, (int) current);
                } else if ((current & SET) == 0) {
                    memory.compareAndSet(word, current, current | SLEEPERS);
                }
            }
            return wasSet(first);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    private boolean wasSet(long first) {
        long current = memory.getVolatile(word);
        return (current & SET) != 0 || current / ONE_MORE != first / ONE_MORE;
    }

    private record Handle(SlotReference slot) implements SyncHandle {

        @Override
        public LiveSync restore() {
            return new SegmentEvent(SharedHeap.local().attach(slot));
        }
    }
}
