package io.multiproc.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How a child process comes into being.
 *
 * @python multiprocessing.get_context
 */
public enum StartMethod {
    /** A fresh JVM for each process. */
    SPAWN;

    /**
     * The start method of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none; for {@code fork} the message says what to use instead
     * @python multiprocessing.get_context(method)
     */
    public static StartMethod of(String name) {
        Objects.requireNonNull(name, "name");
        String wanted = name.toUpperCase(Locale.ROOT);
        for (StartMethod method : values()) {
            if (method.name().equals(wanted)) {
                return method;
            }
        }
        if (wanted.equals("FORK")) {
            throw new IllegalArgumentException(
                    "start method 'fork' is not available on a JVM: use " + available() + " (docs/parity.md#fork)");
        }
        throw new IllegalArgumentException("unknown start method: name=" + name + " (use " + available() + ")");
    }

    private static String available() {
        return Arrays.stream(values())
                .map(method -> "'" + method.name().toLowerCase(Locale.ROOT) + "'")
                .collect(Collectors.joining(" or "));
    }
}
