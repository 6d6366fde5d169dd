package io.multiproc.core.manager.heap;

/** An object of a server that is called with a lock of its own held, and whose copy is not an object of its class. */
public interface Copied {

    /** Something of the JDK's with the same contents. */
    Object copy();
}
