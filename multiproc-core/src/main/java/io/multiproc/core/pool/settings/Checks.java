package io.multiproc.core.pool.settings;

import java.time.Duration;
import java.util.Objects;

/** Refuses numbers and times that nobody can mean. */
public final class Checks {

    private Checks() {}

    /** Refuses a time that leaves no time, and none. */
    public static Duration positive(String name, Duration time) {
        Objects.requireNonNull(time, name);
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive: " + name + "=" + time);
        }
        return time;
    }

    public static long atLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be >= " + least + ": " + name + "=" + value);
        }
        return value;
    }

    public static int atLeast(int least, String name, int value) {
        return (int) atLeast((long) least, name, (long) value);
    }
}
