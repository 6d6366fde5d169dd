package io.multiproc.core.current;

import java.util.Arrays;

/** The threads of this JVM. */
public final class LiveThreads {

    /** Threads may start between counting and listing them. */
    private static final int MORE = 16;

    private LiveThreads() {}

    /** Whether the thread has called {@code System.exit}, which does not return. */
    public static boolean hasCalledExit(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit"));
    }

    /** Whether the thread ends the JVM, or waits for another one that does: it has called {@code System.exit}, or is the JVM's. */
    static boolean endsJvm(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) { // no lambda: children ask it at their end
            String type = frame.getClassName();
            if ((type.equals("java.lang.Shutdown") || type.equals("java.lang.Runtime"))
                    && frame.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
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
