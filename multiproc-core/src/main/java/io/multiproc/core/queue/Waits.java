package io.multiproc.core.queue;

import java.util.function.BooleanSupplier;

/** Deadlines, and the moments in which waiting is not worth a sleep. */
final class Waits {

    private static final long SPIN_NANOS = 20_000;

    private Waits() {}

    /** The moment in so many nanoseconds, or {@link QueueEnd#FOREVER}. */
    static long deadline(long nanos) {
        return nanos == QueueEnd.FOREVER ? QueueEnd.FOREVER : System.nanoTime() + nanos;
    }

    /** Nanoseconds until a deadline. */
    static long left(long deadline) {
        return deadline == QueueEnd.FOREVER ? Long.MAX_VALUE : deadline - System.nanoTime();
    }

    /** What others are about to bring usually comes sooner than a sleeping thread wakes up. */
    static void spinUntil(BooleanSupplier arrived) {
        long start = System.nanoTime();
        while (!arrived.getAsBoolean() && System.nanoTime() - start < SPIN_NANOS) {
            Thread.yield();
        }
    }
}
