package io.multiproc.core.spawn;

import io.multiproc.core.current.LiveThreads;
import org.jspecify.annotations.Nullable;

/** The threads that keep a JVM alive besides the one that asks. */
final class UserThreads {

    private UserThreads() {}

    /** Waits until all of them have ended, as a JVM does by itself when its main method returns. */
    static void await() throws InterruptedException {
        for (Thread next = any(); next != null; next = any()) {
            next.join();
        }
    }

    private static @Nullable Thread any() {
        for (Thread thread : LiveThreads.all()) {
            if (thread != Thread.currentThread() && !thread.isDaemon() && thread.isAlive()) {
                return thread;
            }
        }
        return null;
    }
}
