package io.multiproc.core.spawn;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All child JVMs of this process that have not ended, whatever they are for. May be used by any thread. */
public final class LiveChildren {

    private static final Set<SpawnedChild> ALL = ConcurrentHashMap.newKeySet();

    static {
        CtrlC.prepare();
    }

    private LiveChildren() {}

    static void add(SpawnedChild child) {
        ALL.add(child);
    }

    static void remove(SpawnedChild child) {
        ALL.remove(child);
    }

    /** How many there are. */
    public static int count() {
        return ALL.size();
    }

    /** Ends them, and the processes below them, at once. */
    public static void killTrees() {
        ALL.forEach(SpawnedChild::killTree);
    }
}
