package io.multiproc.pool;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task ran longer than {@link ProcessPool.Builder#taskTimeout} allows, or reported no progress for longer than
 * {@link ProcessPool.Builder#stallTimeout} allows, and was ended.
 *
 * <pre>{@code
 * try {
 *     pool.withTaskTimeout(Duration.ofSeconds(5)).apply(Main::fetch, address);
 * } catch (TaskTimeoutException e) {
 *     System.err.println("it was there: " + e.remoteStackTrace());
 * }
 * }</pre>
 *
 * <p>Its thread was interrupted first; if that did not end it, its worker was ended and replaced. No other task
 * noticed.
 */
public final class TaskTimeoutException extends TaskFailedException {

    private static final long serialVersionUID = 1L;

    private final String remoteStackTrace;
    private final @Nullable Duration stalledFor;

    /**
     * Creates the exception.
     *
     * @param message which task, how long it was allowed to run, and how it was ended
     * @param remoteStackTrace where the task was, or empty if its worker could not tell
     * @param stalledFor how long the task had reported no progress, or null if it ran longer than it may
     * @param place which item it was and where it ran, or null if a suppressed exception knows that
     * @param task what can be run again, or null
     */
    public TaskTimeoutException(
            String message,
            String remoteStackTrace,
            @Nullable Duration stalledFor,
            @Nullable TaskPlace place,
            @Nullable FailedTask task) {
        super(message, null, place, task);
        this.remoteStackTrace = remoteStackTrace;
        this.stalledFor = stalledFor;
    }

    /** How long the task had reported no progress when it was given up for that; empty if it ran longer than it may. */
    public Optional<Duration> stalledFor() {
        return Optional.ofNullable(stalledFor);
    }

    /** Where the task was when its time was over, as its thread's stack; empty if its worker could not tell. */
    public String remoteStackTrace() {
        return remoteStackTrace;
    }
}
