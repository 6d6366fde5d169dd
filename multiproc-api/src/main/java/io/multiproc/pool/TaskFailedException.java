package io.multiproc.pool;

import io.multiproc.process.ProcessException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task of a pool failed: it threw, took too long, or its worker died under it.
 *
 * <p>What a task threw is thrown as it is if it is unchecked, with a {@link RemoteTaskException} among its suppressed ones;
 * {@link FailedTask#of} finds the task in either.
 */
public abstract sealed class TaskFailedException extends ProcessException
        permits WorkerTerminatedException, TaskTimeoutException, RemoteTaskException {

    private static final long serialVersionUID = 1L;

    /** It stays in the process that has the pool. */
    private final transient @Nullable FailedTask task;

    TaskFailedException(String message, @Nullable Throwable cause, @Nullable FailedTask task) {
        super(message, cause);
        this.task = task;
    }

    /**
     * The task that failed, which can be run again; empty if this exception has come from another process.
     *
     * <p>As long as the exception is kept, so are the bytes of the task: of all items of its chunk, and of the function.
     */
    public Optional<FailedTask> failedTask() {
        return task != null
                ? Optional.of(task)
                : Arrays.stream(getSuppressed())
                        .filter(TaskFailedException.class::isInstance)
                        .flatMap(suppressed -> ((TaskFailedException) suppressed).failedTask().stream())
                        .findFirst();
    }
}
