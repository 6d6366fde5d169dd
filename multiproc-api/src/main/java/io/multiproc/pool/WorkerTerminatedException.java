package io.multiproc.pool;

import io.multiproc.process.ProcessException;

/**
 * A worker died while it ran the task: it was killed, crashed, ran out of memory or left by {@code System.exit}.
 *
 * <p>Only the task that was running fails this way. Tasks that the worker had not begun go to others, the worker is
 * replaced and the pool stays usable.
 */
public final class WorkerTerminatedException extends ProcessException {

    private static final long serialVersionUID = 1L;

    private final String worker;
    private final long pid;
    private final int exitCode;

    /**
     * Creates the exception.
     *
     * @param message which worker ended how, and which task is lost
     * @param worker name of the worker process
     * @param pid process id of the worker
     * @param exitCode its exit code; negative: the signal that ended it
     */
    public WorkerTerminatedException(String message, String worker, long pid, int exitCode) {
        super(message);
        this.worker = worker;
        this.pid = pid;
        this.exitCode = exitCode;
    }

    /** Name of the worker process. */
    public String worker() {
        return worker;
    }

    /** Process id of the worker. */
    public long pid() {
        return pid;
    }

    /** Exit code of the worker; negative: the signal that ended it. */
    public int exitCode() {
        return exitCode;
    }
}
