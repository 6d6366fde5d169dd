package io.multiproc.pool;

import io.multiproc.process.ProcessException;

/**
 * A task ran longer than {@link ProcessPool.Builder#taskTimeout} allows, and was ended.
 *
 * <p>Its thread was interrupted first; if that did not end it, its worker was ended and replaced. No other task noticed.
 */
public final class TaskTimeoutException extends ProcessException {

    private static final long serialVersionUID = 1L;

    private final String remoteStackTrace;

    /**
     * Creates the exception.
     *
     * @param message which task, how long it was allowed to run, and how it was ended
     * @param remoteStackTrace where the task was, or empty if its worker could not tell
     */
    public TaskTimeoutException(String message, String remoteStackTrace) {
        super(message);
        this.remoteStackTrace = remoteStackTrace;
    }

    /** Where the task was when its time was over, as its thread's stack; empty if its worker could not tell. */
    public String remoteStackTrace() {
        return remoteStackTrace;
    }
}
