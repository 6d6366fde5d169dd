package io.multiproc.core.spawn;

/** What happens between the call of {@code start()} and the end of the process, in this order. */
public enum StartPhase {
    /** Parent: {@code start()} was called. */
    CALLED(0, "call"),
    /** Parent: the work is encoded. */
    ENCODED(1, "work encoded"),
    /** Parent: the operating system has created the process. */
    CREATED(2, "process created"),
    /** Child: its JVM has booted, our main class begins. */
    MAIN_ENTERED(3, "child's main entered"),
    /** Child: the control link is open. */
    CONNECTED(4, "connected"),
    /** Child: the work has arrived and is decoded; it runs from here. */
    DECODED(5, "work decoded"),
    /** Child: the work has returned, or thrown. */
    RUN_LEFT(6, "run left"),
    /** Child: it says that it ends. */
    EXIT_ANNOUNCED(7, "exit announced"),
    /** Parent: the operating system says that the process has ended. */
    ENDED(8, "process ended");

    private final int index;
    private final String label;

    StartPhase(int index, String label) {
        this.index = index;
        this.label = label;
    }

    /** Its place in a child's EXITING frame, and among the times of a start. */
    int index() {
        return index;
    }

    /** The phase in words, for a table. */
    public String label() {
        return label;
    }
}
