package io.multiproc.core.current;

import java.time.Duration;

/** How long a process that ends by itself waits for others who do not go on. */
public final class ExitPatience {

    private static final String PROPERTY = "multiproc.exit.timeout";
    private static final int SECONDS = Integer.getInteger(PROPERTY, 30);

    /** What a message says about it. */
    public static final String REMEDY = "wait longer with -D" + PROPERTY + "=SECONDS";

    private ExitPatience() {}

    /** {@code -Dmultiproc.exit.timeout} seconds, 30 unless it is set. */
    public static Duration duration() {
        return Duration.ofSeconds(SECONDS);
    }
}
