package io.multiproc.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How a child process comes into being. The first one is the default.
 *
 * @python multiprocessing.get_context
 */
public enum StartMethod {
    /** A fresh JVM for each process. */
    SPAWN,

    /**
     * A fresh JVM that was started before it was needed: a few spares stand by, each is used once and replaced in the
     * background. A process whose JVM options, environment, working directory or output are its own gets a JVM of its
     * own, as with {@link #SPAWN}.
     */
    FORKSERVER,

    /**
     * A thread of this JVM with the face of a process, as in Python's {@code multiprocessing.dummy}: nothing is
     * isolated, but arguments and results are copied as between processes, so what works here works there.
     * What is open or held belongs to this JVM, though: an end of a pipe that such a process leaves open stays open
     * after its end, a queue that it closes is closed for all of the JVM, and locks and permits that it holds at its
     * end are not given back.
     */
    THREAD;

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
