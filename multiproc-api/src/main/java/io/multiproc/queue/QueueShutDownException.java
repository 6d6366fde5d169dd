package io.multiproc.queue;

/**
 * The queue was shut down: it takes nothing any more, and everything that was in it has been got or thrown away.
 *
 * @see io.multiproc.managers.ManagedQueue#shutdown(boolean)
 * @python queue.ShutDown
 */
public final class QueueShutDownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which queue was shut down, and what was asked of it
     */
    public QueueShutDownException(String message) {
        super(message);
    }
}
