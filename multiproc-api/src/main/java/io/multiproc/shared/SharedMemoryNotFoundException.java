package io.multiproc.shared;

import io.multiproc.process.ProcessException;
import org.jspecify.annotations.Nullable;

/** There is no block of shared memory of that name: nobody made it, it was unlinked, or all who used it are gone. */
public final class SharedMemoryNotFoundException extends ProcessException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which block is missing
     * @param cause how that was noticed, or null
     */
    public SharedMemoryNotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
