package io.multiproc.ipc.memory;

/** What this process is called in the segments that it maps, for those who ask who has a lock. */
public final class ProcessName {

    private static volatile String own = "MainProcess";

    private ProcessName() {}

    /** Names this process; before it has mapped anything. */
    public static void set(String name) {
        own = name;
    }

    static String own() {
        return own;
    }
}
