package io.multiproc.ipc.pipe;

import java.io.IOException;

/** What a thread waits for: tried again and again, without blocking. */
@FunctionalInterface
public interface Step {

    /** Tries once; true if there is nothing more to wait for. */
    boolean done() throws IOException;
}
