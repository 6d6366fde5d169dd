package io.multiproc.ipc.thread;

import java.lang.ref.Cleaner;
import java.util.concurrent.Executor;

/** Daemon threads with names, where the JDK would give its own: so a thread dump says whose they are. */
public final class NamedThreads {

    private NamedThreads() {}

    /** A cleaner, whose thread lives as long as the JVM. */
    public static Cleaner cleaner(String name) {
        return Cleaner.create(action -> daemon(name, action));
    }

    /** A thread of its own for each action: for those that may wait, or run code of the program. */
    public static Executor oneForEach(String name) {
        return action -> daemon(name, action).start();
    }

    /**
     * A thread that is not started yet. It inherits nothing from the one that happens to make it, which may be any of
     * the program's: not for what calls the program or reads its objects, which depends on the context class loader.
     */
    public static Thread daemon(String name, Runnable action) {
        Thread thread = new Thread(null, action, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}
