package io.multiproc.queue;

import io.multiproc.process.ProcessException;
import org.jspecify.annotations.Nullable;

/**
 * The process that made the queue is gone, and with it the queue and what was in it.
 *
 * <p>Whoever waits in a method of the queue gets it at once, and so does every later call. A queue that this process
 * has closed itself throws an {@link IllegalStateException} instead.
 *
 * <p>Also thrown, and then only by the call that has waited for it, if that process is there but is stopped and does
 * not answer in time; what the message says. {@link JoinableQueue#taskDone} may have an effect nevertheless, when that
 * process goes on.
 */
public final class QueueClosedException extends ProcessException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which queue is gone, and whose it was
     * @param cause how that was noticed, or null
     */
    public QueueClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
