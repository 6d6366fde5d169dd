package io.multiproc.pool;

import io.multiproc.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * A pool cannot work: its workers do not start, or its initializer fails in them.
 *
 * <p>Thrown by the creation of the pool; for a pool that worked before, the outcome of all its unfinished tasks and of
 * every later call. The cause is what the last worker said.
 */
public final class PoolBrokenException extends ProcessException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which pool, and why it cannot go on
     * @param cause what the last worker said, or null
     */
    public PoolBrokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
