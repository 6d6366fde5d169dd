package io.multiproc.pool;

import org.jspecify.annotations.Nullable;

/**
 * A task threw an exception in its worker.
 *
 * <p>Its cause is that exception, if it is a checked one. An unchecked exception is thrown itself and carries this one
 * as suppressed. An exception that cannot be sent is told in the message only.
 *
 * @python multiprocessing.pool.RemoteTraceback
 */
public final class RemoteTaskException extends TaskFailedException {

    private static final long serialVersionUID = 1L;

    private final String remoteStackTrace;

    /**
     * Creates the exception.
     *
     * @param message which task failed where, and how
     * @param place which item it was, and where it ran
     * @param remoteStackTrace the exception's stack trace as printed in the worker
     * @param cause the exception itself, or null if it is thrown on its own or could not be sent
     * @param task what can be run again, or null
     */
    public RemoteTaskException(
            String message,
            TaskPlace place,
            String remoteStackTrace,
            @Nullable Throwable cause,
            @Nullable FailedTask task) {
        super(message, cause, place, task);
        this.remoteStackTrace = remoteStackTrace;
    }

    /** The exception's stack trace as it was printed in the worker. */
    public String remoteStackTrace() {
        return remoteStackTrace;
    }
}
