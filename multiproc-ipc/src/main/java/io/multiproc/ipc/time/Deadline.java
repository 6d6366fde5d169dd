package io.multiproc.ipc.time;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A moment in the terms of {@link System#nanoTime}, up to which something may wait. */
public final class Deadline {

    /** No deadline. */
    public static final long NEVER = Long.MAX_VALUE;

    /** A deadline that is over: do not wait. */
    public static final long NOW = Long.MIN_VALUE;

    /** A longer time, some hundred years, is for ever in all but name; its nanoseconds fit a long. */
    private static final Duration LONGEST = Duration.ofSeconds(1L << 32);

    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private Deadline() {}

    /** The moment after that time; zero or negative: it is over. */
    public static long after(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isZero() || timeout.isNegative()) {
            return NOW;
        }
        if (timeout.compareTo(LONGEST) > 0) {
            return NEVER;
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        return deadline == NEVER || deadline == NOW ? deadline ^ 1 : deadline;
    }

    /** Nanoseconds of that time, of any length: none below zero, and some hundred years at most. */
    public static long nanos(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return timeout.isNegative() ? 0 : (timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout).toNanos();
    }

    /** The one of the two that is over first. */
    public static long earlier(long one, long other) {
        if (one == NEVER || other == NOW) {
            return other;
        }
        return other == NEVER || one == NOW || one - other < 0 ? one : other;
    }

    /** Whether the moment has come. */
    public static boolean isOver(long deadline) {
        return deadline == NOW || (deadline != NEVER && deadline - System.nanoTime() <= 0);
    }

    /** Nanoseconds until then, at least 1. */
    public static long remaining(long deadline) {
        return deadline == NEVER ? Long.MAX_VALUE : deadline == NOW ? 1 : Math.max(1, deadline - System.nanoTime());
    }

    /** Milliseconds until then, at least 1 and rounded up: not earlier than asked. */
    public static long remainingMillis(long deadline) {
        return remaining(deadline) / NANOS_PER_MILLI + 1;
    }
}
