package io.multiproc.reduction;

import io.multiproc.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * A message that arrived cannot be turned back into an object: it is truncated or damaged, a class that it names is
 * missing or different here, or code of the program's that runs for that has failed, such as a {@code readResolve},
 * which is then the cause.
 *
 * <p>Of a call of a pool, it fails that item only; its message says which, and where.
 *
 * @python pickle.UnpicklingError
 */
public final class UnreadableMessageException extends ProcessException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what could not be read, and what to do
     * @param cause what the serializer said, or null
     */
    public UnreadableMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
