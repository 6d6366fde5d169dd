package io.multiproc.ipc.pipe;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/** Bytes to and from the other end of a socket, changed on their way or not. Reading and writing never wait. */
public interface Wire extends ByteChannel {

    /** Passes on what was written and is still held here; true if nothing is. */
    boolean flush() throws IOException;

    /**
     * Goes on with what comes before the first byte; true if that is done, false if it needs what has not arrived yet.
     */
    default boolean establish() throws IOException {
        return true;
    }
}
