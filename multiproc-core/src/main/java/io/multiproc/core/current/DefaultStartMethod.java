package io.multiproc.core.current;

import io.multiproc.process.StartMethod;
import org.jspecify.annotations.Nullable;

/** The start method of those who do not ask for one. May be used by any thread. */
public final class DefaultStartMethod {

    private static final Object LOCK = new Object();
    private static StartMethod method = StartMethod.SPAWN;
    private static StackTraceElement @Nullable [] chosenAt;

    private DefaultStartMethod() {}

    /** The default. */
    public static StartMethod get() {
        synchronized (LOCK) {
            return method;
        }
    }

    /** What a child's parent started it with; the program may still choose. */
    public static void inherit(StartMethod inherited) {
        synchronized (LOCK) {
            method = inherited;
        }
    }

    /**
     * Chooses it.
     *
     * @param chosen null: nothing is chosen any more
     * @param force whether it may have been chosen before
     * @throws IllegalStateException if it may not and was; the cause tells where
     */
    public static void choose(@Nullable StartMethod chosen, boolean force) {
        synchronized (LOCK) {
            if (chosenAt != null && !force) {
                IllegalStateException first = new IllegalStateException("start method set to " + method);
                first.setStackTrace(chosenAt);
                throw new IllegalStateException(
                        "start method is already " + method + " (cause: where it was first set)", first);
            }
            method = chosen == null ? StartMethod.SPAWN : chosen;
            chosenAt = chosen == null ? null : Thread.currentThread().getStackTrace();
        }
    }
}
