package io.multiproc.queue;

/**
 * There was no room for an element, at once or within the time given. The queue is unchanged.
 *
 * @python queue.Full
 */
public final class QueueFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which queue was full, its limit, and for how long
     */
    public QueueFullException(String message) {
        super(message);
    }
}
