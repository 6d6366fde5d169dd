package io.multiproc.ipc.pipe;

import java.time.Duration;

/** A moment in the terms of {@link System#nanoTime}. */
public final class Deadline {

    /** No deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A deadline that is over. */
    public static final long NOW = Long.MIN_VALUE;

    /** A longer time, some hundred years, is for ever in all but name. */
    private static final long LONGEST_SECONDS = 1L << 33;

    private Deadline() {}

    /** The moment after that time; zero or negative: it is over. */
    public static long after(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            return NOW;
        }
        if (timeout.toSeconds() >= LONGEST_SECONDS) {
            return NEVER;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        return deadline == NEVER || deadline == NOW ? deadline ^ 1 : deadline;
    }

    /** Whether the moment has come. */
    public static boolean isOver(long deadline) {
        return deadline == NOW || (deadline != NEVER && deadline - System.nanoTime() <= 0);
    }

    /** Nanoseconds until then, at least 1. */
    public static long remaining(long deadline) {
        return deadline == NEVER ? Long.MAX_VALUE : deadline == NOW ? 1 : Math.max(1, deadline - System.nanoTime());
    }
}
