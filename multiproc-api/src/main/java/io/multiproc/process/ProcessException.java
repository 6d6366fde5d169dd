package io.multiproc.process;

import org.jspecify.annotations.Nullable;

/**
 * The root of this library's own exceptions, but for those of an empty, full or shut-down queue and
 * {@link ExitException}: something that depends on another process went wrong.
 *
 * <p>Mistakes of the caller are the JDK's {@link IllegalArgumentException}, {@link IllegalStateException} and
 * {@link NullPointerException}.
 *
 * @python multiprocessing.ProcessError
 */
public class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what failed, with values, and what to do
     */
    public ProcessException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what failed, with values, and what to do
     * @param cause the reason, or null
     */
    public ProcessException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
