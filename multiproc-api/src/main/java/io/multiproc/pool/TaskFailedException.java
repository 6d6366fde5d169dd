package io.multiproc.pool;

import io.multiproc.process.ProcessException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task of a pool failed: it threw, took too long, was cancelled while it ran, or its worker died under it.
 *
 * <p>What a task threw is thrown as it is if it is unchecked, with a {@link RemoteTaskException} among its suppressed
 * ones; {@link FailedTask#of} finds the task in either. An exception that was made to take no suppressed ones has it
 * with the first of its causes that does; without such a cause it is thrown without one.
 */
public abstract sealed class TaskFailedException extends ProcessException
        permits WorkerTerminatedException, TaskTimeoutException, TaskCancelledException, RemoteTaskException {

    private static final long serialVersionUID = 1L;

    /** It stays in the process that has the pool. */
    private final transient @Nullable FailedTask task;

    private final @Nullable TaskPlace place;

    /**
     * Creates the exception.
     *
     * @param place null if a suppressed one knows it
     */
    TaskFailedException(
            String message, @Nullable Throwable cause, @Nullable TaskPlace place, @Nullable FailedTask task) {
        super(message, cause);
        this.place = place;
        this.task = task;
    }

    /** Number of the item among all of its map, from 0 on; empty if it was a single call. */
    public final OptionalInt item() {
        return place().filter(known -> known.item() >= 0)
                .map(known -> OptionalInt.of(known.item()))
                .orElseGet(OptionalInt::empty);
    }

    /** Name of the worker process, the last one if there were several. */
    public final String worker() {
        return place().map(TaskPlace::worker).orElse("");
    }

    /** Process id of the worker, the last one if there were several; of a pool of threads that of this process. */
    public final long pid() {
        return place().map(TaskPlace::pid).orElse(0L);
    }

    private Optional<TaskPlace> place() {
        return place != null
                ? Optional.of(place)
                : suppressed().flatMap(one -> one.place().stream()).findFirst();
    }

    /**
     * The task that failed, which can be run again; empty if this exception has come from another process.
     *
     * <p>As long as the exception is kept, so are the bytes of the task: of all items of its chunk, and of the
     * function.
     */
    public Optional<FailedTask> failedTask() {
        return task != null
                ? Optional.of(task)
                : suppressed().flatMap(one -> one.failedTask().stream()).findFirst();
    }

    private Stream<TaskFailedException> suppressed() {
        return Arrays.stream(getSuppressed())
                .filter(TaskFailedException.class::isInstance)
                .map(TaskFailedException.class::cast);
    }
}
