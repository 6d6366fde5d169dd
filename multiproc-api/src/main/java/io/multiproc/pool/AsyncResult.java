package io.multiproc.pool;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a task, now or later.
 *
 * <p>May be used by any thread of the process that holds the pool; cannot be sent to another process. If the worker
 * dies under the task, the outcome is a {@link WorkerTerminatedException}: nothing waits for ever.
 *
 * @param <T> type of the result
 * @python multiprocessing.pool.AsyncResult
 */
public interface AsyncResult<T extends @Nullable Object> {

    /**
     * Waits for the outcome and returns it, or throws what the task threw; may be called repeatedly.
     *
     * <p>An unchecked exception of the task is thrown as it is, with the stack of the worker and a suppressed
     * {@link RemoteTaskException} that says which task failed in which worker. A checked one comes as the cause of a
     * {@code RemoteTaskException}.
     *
     * @throws RemoteTaskException if the task threw a checked exception, or one that cannot be sent
     * @throws WorkerTerminatedException if the worker died under the task
     * @throws InterruptedException if this thread is interrupted; the task goes on
     */
    T get() throws InterruptedException;

    /**
     * Waits for the outcome, but no longer than the time-out; the task goes on after it.
     *
     * @param timeout zero or negative: do not wait
     * @throws TimeoutException if there is no outcome yet
     * @throws InterruptedException if this thread is interrupted; the task goes on
     * @see #get()
     */
    T get(Duration timeout) throws InterruptedException, TimeoutException;

    /**
     * Waits until there is an outcome.
     *
     * @throws InterruptedException if this thread is interrupted; the task goes on
     * @python multiprocessing.pool.AsyncResult.wait
     */
    void await() throws InterruptedException;

    /**
     * Waits until there is an outcome, but no longer than the time-out.
     *
     * @param timeout zero or negative: do not wait
     * @return whether there is an outcome
     * @throws InterruptedException if this thread is interrupted; the task goes on
     */
    boolean await(Duration timeout) throws InterruptedException;

    /** Whether there is an outcome. */
    boolean isReady();

    /**
     * Whether the outcome is a result and not an exception.
     *
     * @throws IllegalStateException if there is no outcome yet
     */
    boolean isSuccessful();
}
