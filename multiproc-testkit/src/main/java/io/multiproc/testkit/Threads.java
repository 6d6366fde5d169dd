package io.multiproc.testkit;

import java.util.Arrays;
import java.util.Set;

/** Where threads of this process are. */
public final class Threads {

    private Threads() {}

    /** Whether the thread is inside a method of one of those names: {@code select} if it sleeps in a selector. */
    public static boolean isIn(Thread thread, String... methods) {
        Set<String> names = Set.of(methods);
        return Arrays.stream(thread.getStackTrace()).anyMatch(frame -> names.contains(frame.getMethodName()));
    }
}
