package io.multiproc.connection;

import io.multiproc.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection did not prove that it has the key, or does not let this one in. Nothing of the
 * program's was sent or received.
 *
 * @python multiprocessing.AuthenticationError
 */
public final class AuthenticationException extends ProcessException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message who did not prove what, and what to do
     * @param cause the reason, or null
     */
    public AuthenticationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
