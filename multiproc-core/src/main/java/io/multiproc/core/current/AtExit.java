package io.multiproc.core.current;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is done before this JVM ends: highest priority first, newest first among equals, as Python's finalizers.
 *
 * <p>One shutdown hook runs all of it, so that the order holds. May be used by any thread.
 */
public final class AtExit {

    /** Tell the user what goes on; before all else. */
    public static final int WORD = Integer.MAX_VALUE;
    /** Tell the parent; before anything that takes time. */
    public static final int NOTICE = Integer.MAX_VALUE - 1;
    /** Terminate daemonic children, join the others: after finalizers of priority 0, before those of -1. */
    public static final int CHILDREN = 0;
    /** Terminate pools: as a finalizer of priority 15. */
    public static final int POOLS = ofFinalizer(15);
    /** End what stands by for children to come: before anything else is ended, since that may take time. */
    public static final int SPARES = POOLS + 1;
    /** Stop waiting for the output of children that have ended, or go on without this process. */
    public static final int OUTPUT = CHILDREN - 1;
    /** Pass on what is still in queues: as a finalizer of priority -5. */
    public static final int QUEUES = ofFinalizer(-5);
    /** Shut down managers, which children may have used until they were joined: as a finalizer of priority -10. */
    public static final int MANAGERS = ofFinalizer(-10);
    /** Wait for those who are to get what was sent to them before they came; they may need the hub for that. */
    public static final int FAREWELLS = Integer.MIN_VALUE + 3;
    /** Close the hub and remove the run directory, when nobody needs them any more. */
    public static final int HUB = Integer.MIN_VALUE + 2;
    /** End what lets the ends of pipes find each other, when no child needs it any more. */
    public static final int PIPES = Integer.MIN_VALUE + 1;
    /** Flush the standard streams; after all that may print. */
    public static final int FLUSH = Integer.MIN_VALUE;

    private static final String SIGNAL_PREFIX = "SIG";
    private static final String SIGNAL_SUFFIX = " handler";

    /**
     * Highest priority first, newest first among equals; guarded by itself. No lambda, no comparator: children start
     * here.
     */
    private static final ArrayList<Entry> ENTRIES = new ArrayList<>();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Hook());
        } catch (IllegalStateException e) {
            // the JVM is ending already, by a signal that came early: nothing was done that would have to be undone
        }
    }

    private AtExit() {}

    /** The place of a program's finalizer among our own actions. */
    static int ofFinalizer(int priority) {
        return 2 * priority + 1;
    }

    /** Has the action run at the end, unless the registration is cancelled first. */
    public static Registration register(int priority, Runnable action) {
        Entry entry = new Entry(priority, action);
        synchronized (ENTRIES) {
            int index = 0;
            while (index < ENTRIES.size() && ENTRIES.get(index).priority > priority) {
                index++;
            }
            ENTRIES.add(index, entry);
        }
        return entry;
    }

    /**
     * The signal that ends the JVM, without SIG, or null if the program returned or called {@code System.exit}. Means
     * something during the end only.
     */
    public static @Nullable String signal() {
        // a thread of that name handles a signal, and is the one that ends the JVM if the signal does; handlers of the
        // program's own are run by such threads, too
        for (Thread thread : LiveThreads.all()) {
            String name = thread.getName();
            if (name.startsWith(SIGNAL_PREFIX) && name.endsWith(SIGNAL_SUFFIX) && LiveThreads.endsJvm(thread)) {
                return name.substring(SIGNAL_PREFIX.length(), name.length() - SIGNAL_SUFFIX.length());
            }
        }
        return null;
    }

    /** Whether the JVM has begun to end. */
    public static boolean hasBegun() {
        Thread probe = new Thread("multiproc-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true; // the one way to learn it
        }
    }

    /** Whether a signal ends the JVM. */
    public static boolean isSignalled() {
        return signal() != null;
    }

    private static @Nullable Entry next() {
        synchronized (ENTRIES) {
            return ENTRIES.isEmpty() ? null : ENTRIES.remove(0);
        }
    }

    private static final class Hook extends Thread {

        Hook() {
            super("multiproc-exit");
        }

        @Override
        public void run() {
            for (Entry entry = next(); entry != null; entry = next()) {
                try {
                    entry.action.run();
                } catch (Throwable e) { // a program's own may throw anything; the others are still to be run
                    complain(e);
                }
            }
        }

        private static void complain(Throwable failure) {
            try {
                log().log(Level.WARNING, "an action at the end of the process failed", failure);
            } catch (Throwable e) {
                System.err.println("multiproc: an action at the end of the process failed: " + failure + "; " + e);
            }
        }
    }

    private static final class Entry implements Registration {

        private final int priority;
        private final Runnable action;

        Entry(int priority, Runnable action) {
            this.priority = priority;
            this.action = action;
        }

        @Override
        public void cancel() {
            synchronized (ENTRIES) {
                ENTRIES.remove(this);
            }
        }
    }

    /** A registered action. */
    @FunctionalInterface
    public interface Registration {

        /** Takes the action off the list. */
        void cancel();
    }

    /** Not a constant: logging classes would cost every child's start, and there is seldom something to log. */
    private static Logger log() {
        return System.getLogger(AtExit.class.getName());
    }
}
