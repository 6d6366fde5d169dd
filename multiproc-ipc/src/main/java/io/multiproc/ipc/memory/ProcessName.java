package io.multiproc.ipc.memory;

/** What this process is called in the segments that it maps, for those who ask who has a lock. */
public final class ProcessName {

    private static volatile String own = "MainProcess";

    /** Whether the name is in a segment: if not, a child starts without the classes for those. */
    private static volatile boolean entered;

    private ProcessName() {}

    /** Names this process, also in the segments that it has mapped: a spare loads classes that may make a lock. */
    public static void set(String name) {
        own = name;
        if (entered) {
            SharedHeap.local().segments().forEach(Segment::renameProcess);
        }
    }

    /** The name, by who writes it to a segment: it is written again when it changes. */
    static String entered() {
        entered = true; // before the name is read, so that it is this one or will be replaced
        return own;
    }
}
