package io.multiproc.shared;

import io.multiproc.process.ProcessException;
import org.jspecify.annotations.Nullable;

/** There is a block of shared memory of that name already, and somebody uses it. */
public final class SharedMemoryExistsException extends ProcessException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which block is there
     * @param cause how that was noticed, or null
     */
    public SharedMemoryExistsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
