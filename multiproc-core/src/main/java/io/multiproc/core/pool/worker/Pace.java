package io.multiproc.core.pool.worker;

/**
 * When a worker sends the results that it has so far: what is finished shall not be lost with a later item of its chunk
 * that kills the worker.
 *
 * <p>At once after an item that has run so long that the sending does not count beside it; quick items wait for each
 * other for a moment.
 */
final class Pace {

    private static final long MOST_UNSENT_NANOS = 1_000_000;
    private static final long LONG_ITEM_NANOS = 200_000;

    private long lastSent = System.nanoTime();
    private long lastLook = lastSent;

    /** After an item: whether the results should go. */
    boolean isDue() {
        long now = System.nanoTime();
        boolean due = now - lastLook >= LONG_ITEM_NANOS || now - lastSent >= MOST_UNSENT_NANOS;
        lastLook = now;
        if (due) {
            lastSent = now;
        }
        return due;
    }
}
