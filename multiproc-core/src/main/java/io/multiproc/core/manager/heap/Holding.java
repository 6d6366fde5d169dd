package io.multiproc.core.manager.heap;

/** What a process has of an object of the server, and has not any more when the process is gone. */
public interface Holding {

    /** The process is gone. */
    void holderGone(Holder holder);
}
