package io.multiproc.ipc.endpoint;

import java.io.IOException;

/**
 * How long a thread waits for the other end of a link, and what becomes of an interrupt meanwhile. Used by that thread.
 */
public interface Patience {

    /** Until when, in the terms of {@link System#nanoTime}; asked again whenever the thread wakes. */
    long deadline();

    /** The thread was interrupted while it slept; the interrupt is over now, and the waiting goes on. */
    void interrupted();

    /**
     * The deadline is over: there is a later one from now on, or the waiting ends with the exception.
     *
     * @throws IOException to end it
     */
    void expired() throws IOException;
}
