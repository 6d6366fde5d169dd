package io.multiproc.ipc.handshake;

import java.io.IOException;

/** The other end of a link is not who it should be, or speaks another protocol. */
public final class HandshakeException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public HandshakeException(String message) {
        super(message);
    }
}
