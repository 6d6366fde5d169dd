package io.multiproc.ipc.thread;

import java.lang.ref.Cleaner;
import java.util.concurrent.Executor;

/** Daemon threads with names, where the JDK would give its own: so a thread dump says whose they are. */
public final class NamedThreads {

    private NamedThreads() {}

    /** A cleaner, whose thread lives as long as the JVM. */
    public static Cleaner cleaner(String name) {
        return Cleaner.create(action -> thread(name, action));
    }

    /** A thread of its own for each action: for those that may wait, or run code of the program. */
    public static Executor oneForEach(String name) {
        return action -> thread(name, action).start();
    }

    /** Inherits nothing from the thread that happens to make it, which may be any of the program's. */
    private static Thread thread(String name, Runnable action) {
        Thread thread = new Thread(null, action, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}
