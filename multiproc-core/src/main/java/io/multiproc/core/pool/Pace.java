package io.multiproc.core.pool;

/**
 * When a worker sends the results that it has so far: what is finished shall not be lost with a later item of its chunk
 * that kills the worker. Looks at the clock so seldom that quick items do not feel it.
 */
final class Pace {

    private static final long SEND_NANOS = 1_000_000;
    private static final long LOOK_NANOS = 100_000;
    private static final int MOST_UNSEEN = 4096;

    private long lastSent = System.nanoTime();
    private long lastLook = lastSent;
    private int every = 1;
    private int left = 1;

    /** After an item: whether the results should go. */
    boolean isDue() {
        left--;
        return left == 0 && look();
    }

    private boolean look() {
        long now = System.nanoTime();
        long perItem = Math.max(1, (now - lastLook) / every);
        lastLook = now;
        every = (int) Math.max(1, Math.min(Math.min(LOOK_NANOS / perItem, MOST_UNSEEN), 2L * every));
        left = every;
        if (now - lastSent < SEND_NANOS) {
            return false;
        }
        lastSent = now;
        return true;
    }
}
