package io.multiproc.core.manager;

/** What a process has of an object of the server, and has not any more when the process is gone. */
interface Holding {

    /** The process is gone. */
    void holderGone(ClientSession session);
}
