package io.multiproc.core.connection;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where an outbox puts its messages at a time; used by one sending thread at a time. */
interface Route {

    /**
     * Sends a message; waits while there is no room.
     *
     * @param mine whether an array behind the buffer may be kept
     * @return false: nothing was sent; the sender is to look again, since there may be another route, or a reason to
     *     stop
     */
    boolean send(ByteBuffer message, boolean mine) throws IOException, InterruptedException;

    /** Has a waiting sender look again. */
    void wake();

    /** There is another route: a sender that waits, or comes too late, is to look again. */
    void retire();
}
