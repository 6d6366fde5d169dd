package io.multiproc.ipc.thread;

/** What virtual threads need that others do not. Knows them by their class's name, since Java 17 has none. */
public final class VirtualThreads {

    private static final String CLASS = "java.lang.VirtualThread";

    private VirtualThreads() {}

    /**
     * Whether the calling thread shares few processors' threads with others, which it keeps while it is in foreign
     * code.
     */
    public static boolean isCurrent() {
        return Thread.currentThread().getClass().getName().equals(CLASS);
    }
}
