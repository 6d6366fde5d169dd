package io.multiproc.core.current;

import java.util.Arrays;

/** The threads of this JVM. */
public final class LiveThreads {

    /** Threads may start between counting and listing them. */
    private static final int MORE = 16;

    private LiveThreads() {}

    /** Whether the thread has called {@code System.exit}, which does not return. */
    public static boolean hasCalledExit(Thread thread) {
        return find(thread.getStackTrace(), "java.lang.Runtime", "exit") >= 0;
    }

    /**
     * Whether the thread ends the JVM, or waits for another one that does: it has called {@code System.exit}, or is the
     * JVM's.
     */
    static boolean endsJvm(Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        return find(frames, "java.lang.Shutdown", "exit") >= 0 || find(frames, "java.lang.Runtime", "exit") >= 0;
    }

    /**
     * Where that method is in a stack, counted from the top; -1 if it is not there. No lambda: children look at their
     * end.
     */
    public static int find(StackTraceElement[] frames, String type, String method) {
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().equals(type)
                    && frames[i].getMethodName().equals(method)) {
                return i;
            }
        }
        return -1;
    }

    /** All that are alive, those of the JVM's own group included. */
    public static Thread[] all() {
        ThreadGroup system = Thread.currentThread().getThreadGroup();
        while (system.getParent() != null) {
            system = system.getParent();
        }
        Thread[] threads = new Thread[system.activeCount() + MORE];
        int count = system.enumerate(threads, true);
        return Arrays.copyOf(threads, count);
    }
}
