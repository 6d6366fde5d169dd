package io.multiproc.core.spawn;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.ipc.time.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All child JVMs of this process that have not ended, whatever they are for. May be used by any thread. */
public final class LiveChildren {

    private static final Set<SpawnedChild> ALL = ConcurrentHashMap.newKeySet();

    /** How long a Ctrl-C may take from a child, which it may end first, to this process. */
    private static final Duration SAME_INTERRUPT = Duration.ofSeconds(5);

    /** Until when a Ctrl-C here is the one that has ended a child. */
    private static volatile long interruptedUntil = Deadline.NOW;

    static {
        CtrlC.prepare();
    }

    private LiveChildren() {}

    static void add(SpawnedChild child) {
        ALL.add(child);
    }

    static void remove(SpawnedChild child, ExitStatus status) {
        if (status.isInterrupt()) {
            interruptedUntil = Deadline.after(SAME_INTERRUPT);
        }
        ALL.remove(child);
    }

    /** Whether there are some, or were when a Ctrl-C was typed that reaches them and this process. */
    static boolean areInterrupted() {
        return !ALL.isEmpty() || !Deadline.isOver(interruptedUntil);
    }

    /** Ends them, and the processes below them, at once. */
    public static void killTrees() {
        ALL.forEach(SpawnedChild::killTree);
    }
}
