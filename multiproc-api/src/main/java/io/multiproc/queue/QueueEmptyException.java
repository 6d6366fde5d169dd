package io.multiproc.queue;

/**
 * There was no element to get, at once or within the time given.
 *
 * @python queue.Empty
 */
public final class QueueEmptyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which queue was empty, and for how long
     */
    public QueueEmptyException(String message) {
        super(message);
    }
}
