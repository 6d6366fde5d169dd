package io.multiproc.managers;

import io.multiproc.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * The server that has an object is gone: it was shut down, died, or does not answer. Everybody who uses one of its
 * objects gets this, at once also those that wait in a call; whether a call that was under way has been carried out is
 * not known.
 */
public final class ManagerClosedException extends ProcessException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which server, and what was being done
     * @param cause what the link to it said, or null
     */
    public ManagerClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
