package io.multiproc.ipc.frame;

import java.io.IOException;

/** What arrived is not a sequence of frames; the link it came on is closed. */
public final class FrameException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public FrameException(String message) {
        super(message);
    }
}
