package io.multiproc.ipc.memory;

import io.multiproc.ipc.thread.VirtualThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A word that threads of any process sleep on until it changes.
 *
 * <p>Only its low half counts. Who changes the word calls one of the {@code wake} methods if somebody may sleep; how
 * that is known is the matter of the object that the word belongs to. A sleep is never longer than
 * {@link #LONGEST_NANOS}, so that the sleeper can see whether the one is still alive that it waits for.
 */
public final class WaitWord {

    /**
     * The longest sleep; {@code -Dmultiproc.sync.sleep=MILLISECONDS} sets another, for tests of what must not need its
     * end.
     */
    public static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(Long.getLong("multiproc.sync.sleep", 200));

    /** The bits that count. */
    public static final long LOW_HALF = 0xffff_ffffL;

    private static final long SHORTEST_POLL_NANOS = 20_000;
    private static final long LONGEST_POLL_NANOS = 1_000_000;

    /** So many look each millisecond; more of them look less often, or a crowd would take all processors. */
    private static final int POLLERS = 16;

    private static final AtomicInteger POLLING = new AtomicInteger();

    private final MappedSegment memory;
    private final int word;

    /** A word of a segment. */
    public WaitWord(MappedSegment memory, int word) {
        this.memory = memory;
        this.word = word;
    }

    /**
     * Sleeps while the low half of the word has that value, but no longer than the time given, which is cut off at
     * {@link #LONGEST_NANOS}. May return at any time without a reason, and returns at once when the thread is or gets
     * interrupted, which stays so.
     *
     * <p>A virtual thread looks from time to time: in the operating system it would keep its carrier from all others,
     * also from the one that is to wake it.
     */
    public void await(int value, long nanos) {
        long time = Math.min(nanos, LONGEST_NANOS);
        if (time <= 0 || Thread.currentThread().isInterrupted()) {
            return;
        }
        if (!Futex.isReady() || VirtualThreads.isCurrent() || !Sleeper.sleep(memory, word, value, time)) {
            poll(value, time);
        }
    }

    /** Wakes one of those that sleep, if any. */
    public void wakeOne() {
        Futex.wake(memory, word, 1);
    }

    /** Wakes all that sleep. */
    public void wakeAll() {
        Futex.wake(memory, word, Integer.MAX_VALUE);
    }

    /** Wakes all threads of this process that sleep in the operating system, for good: the JVM is about to end. */
    public static void stopSleeping() {
        Sleeper.stop();
    }

    private void poll(int value, long nanos) {
        int polling = POLLING.incrementAndGet();
        try {
            poll(value, nanos, LONGEST_POLL_NANOS * Math.max(1, polling / POLLERS));
        } finally {
            POLLING.decrementAndGet();
        }
    }

    private void poll(int value, long nanos, long longest) {
        long start = System.nanoTime();
        long pause = SHORTEST_POLL_NANOS;
        while ((int) memory.getVolatile(word) == value
                && System.nanoTime() - start < nanos
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, Math.min(pause, nanos));
            pause = Math.min(longest, pause * 2);
        }
    }
}
