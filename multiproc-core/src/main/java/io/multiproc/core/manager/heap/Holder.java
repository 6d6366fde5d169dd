package io.multiproc.core.manager.heap;

/** A process that uses the server, as the objects see it that it can have something of. */
public interface Holder {

    /** Its process id. */
    long pid();

    /** A thread of the process has got something, maybe once more; returns false if the process is gone. */
    boolean hold(Holding hold);

    /** The process has it no more. */
    void drop(Holding hold);

    /** Whether the process is gone. */
    boolean isEnded();
}
