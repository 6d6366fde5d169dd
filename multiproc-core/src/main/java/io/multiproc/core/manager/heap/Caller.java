package io.multiproc.core.manager.heap;

import org.jspecify.annotations.Nullable;

/**
 * Whose call a thread of the server carries out: what Python's locks take for their owner.
 *
 * @param session the process
 * @param thread the number of its thread
 */
public record Caller(Holder session, long thread) {

    private static final ThreadLocal<@Nullable Caller> CURRENT = new ThreadLocal<>();

    /** The caller; null if this thread carries nothing out. */
    static @Nullable Caller current() {
        return CURRENT.get();
    }

    /**
     * The caller of an object that needs to know it.
     *
     * @throws IllegalStateException if it is used by the server itself
     */
    public static Caller required() {
        Caller caller = CURRENT.get();
        if (caller == null) {
            throw new IllegalStateException(
                    "a lock of a manager is for its clients, not for code of the server itself");
        }
        return caller;
    }

    /** What follows is done for the caller. */
    public static void set(@Nullable Caller caller) {
        if (caller == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(caller);
        }
    }
}
