package io.multiproc.core.queue;

import java.util.function.BooleanSupplier;

/** The moments in which waiting is not worth a sleep. */
final class Spin {

    private static final long SPIN_NANOS = 20_000;

    private Spin() {}

    /** What others are about to bring usually comes sooner than a sleeping thread wakes up. */
    static void until(BooleanSupplier arrived) {
        long start = System.nanoTime();
        while (!arrived.getAsBoolean() && System.nanoTime() - start < SPIN_NANOS) {
            Thread.yield();
        }
    }
}
