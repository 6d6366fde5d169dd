package io.multiproc.pool;

/**
 * Where a task was that was cancelled while it ran, by {@link AsyncResult#cancel(boolean) cancel(true)}.
 *
 * <p>It is among the suppressed exceptions of the {@link java.util.concurrent.CancellationException} that whoever waits
 * gets, from the moment on at which the worker has told it: some milliseconds after the call. There is one for each
 * item that ran, and another one for an item that did not heed its interruption within a second, before its worker is
 * ended.
 *
 * <pre>{@code
 * if (!result.await(ofSeconds(10)) && result.cancel(true)) {
 *     Thread.sleep(100);
 *     LOG.log(WARNING, "gave up", result.exception()); // with the stack of the task
 * }
 * }</pre>
 */
public final class TaskCancelledException extends TaskFailedException {

    private static final long serialVersionUID = 1L;

    private final String remoteStackTrace;

    /**
     * Creates the exception.
     *
     * @param message which task, and where it was
     * @param place which item it was, and where it ran
     * @param remoteStackTrace the stack of the task's thread
     */
    public TaskCancelledException(String message, TaskPlace place, String remoteStackTrace) {
        super(message, null, place, null);
        this.remoteStackTrace = remoteStackTrace;
    }

    /** Where the task was, as its thread's stack. */
    public String remoteStackTrace() {
        return remoteStackTrace;
    }
}
