package io.multiproc.core.spawn;

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
        ThreadGroup system = Thread.currentThread().getThreadGroup();
        while (system.getParent() != null) {
            system = system.getParent();
        }
        Thread[] threads = new Thread[system.activeCount() + 16];
        int count = system.enumerate(threads, true);
        for (int i = 0; i < count; i++) {
            Thread thread = threads[i];
            if (thread != Thread.currentThread() && !thread.isDaemon() && thread.isAlive()) {
                return thread;
            }
        }
        return null;
    }
}
