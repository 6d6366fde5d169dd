package io.multiproc.ipc.hub;

/** An open connection to a child. May be used by any thread. */
public interface Link {

    /**
     * Sends a frame after those sent before by the same thread; returns at once.
     *
     * <p>If the link ends before the frame has left, the listener is told of the end and of nothing else.
     *
     * @param frame a whole frame, header included; must not be changed afterwards
     */
    void send(byte[] frame);

    /** Ends the link; what was sent before may be lost. */
    void close();
}
