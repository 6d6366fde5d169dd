package io.multiproc.pool;

import io.multiproc.process.Waitable;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a task, now or later.
 *
 * <pre>{@code
 * AsyncResult<Integer> sum = pool.applyAsync(Main::add, 3, 4);
 * doSomethingElse();
 * int seven = sum.get();
 * }</pre>
 *
 * <p>May be used by any thread of the process that holds the pool; cannot be sent to another process. If the worker
 * dies under the task, the outcome is a {@link WorkerTerminatedException}: nothing waits for ever. {@code awaitAny}
 * waits for outcomes as it does for the ends of processes, {@code awaitResults} and {@code asCompleted} wait for many
 * of them.
 *
 * <p>It is a {@link java.util.concurrent.CompletionStage} ({@link ResultStage} says on which thread, and with which
 * errors). It is no {@link java.util.concurrent.Future}, whose {@code get} wraps what the task threw, while this one
 * throws it as it is, like Python's, if it is unchecked: {@link #toCompletableFuture()} is the {@code Future}.
 *
 * @param <T> type of the result
 * @python multiprocessing.pool.AsyncResult
 */
public interface AsyncResult<T extends @Nullable Object> extends ResultStage<T>, Waitable {

    /**
     * Waits for the outcome and returns it, or throws what the task threw; may be called repeatedly.
     *
     * <p>An unchecked exception of the task is thrown as it is, with the stack of the worker and a suppressed
     * {@link RemoteTaskException} that says which task failed in which worker. A checked one comes as the cause of a
     * {@code RemoteTaskException}.
     *
     * @throws RemoteTaskException if the task threw a checked exception, or one that cannot be sent or read
     * @throws WorkerTerminatedException if the worker died under the task
     * @throws TaskTimeoutException if it ran too long, or reported no progress for too long
     * @throws java.util.concurrent.CancellationException if it was cancelled, or the pool terminated before it was done
     * @throws PoolBrokenException if the pool broke before it was done
     * @throws io.multiproc.reduction.NotSendableException if its result cannot be sent
     * @throws io.multiproc.reduction.UnreadableMessageException if the task cannot be read in its worker, or its result
     *     not here
     * @throws InterruptedException if this thread is interrupted; the task goes on
     * @python multiprocessing.pool.AsyncResult.get
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

    /**
     * Whether there is an outcome.
     *
     * @python multiprocessing.pool.AsyncResult.ready
     */
    @Override
    boolean isReady();

    /**
     * Whether the outcome is a result and not an exception.
     *
     * @throws IllegalStateException if there is no outcome yet
     * @python multiprocessing.pool.AsyncResult.successful
     */
    boolean isSuccessful();

    /**
     * Whether a worker runs it now; of a map, one of its items. Does not wait; what it says may be over when it
     * returns.
     *
     * @python Future.running
     */
    boolean isRunning();

    /**
     * Whether it was given up before there was an outcome: by {@link #cancel} or, unless it is of a map, by the end of
     * its pool. Does not wait.
     *
     * @python Future.cancelled
     */
    boolean isCancelled();

    /**
     * Waits for the outcome and returns what {@link #get} throws, or null if it is a result.
     *
     * @throws InterruptedException if this thread is interrupted; the task goes on
     * @python Future.exception
     */
    @Nullable
    Throwable exception() throws InterruptedException;

    /**
     * Waits for the outcome, but no longer than the time-out, and returns what {@link #get} throws, or null if it is a
     * result.
     *
     * @param timeout zero or negative: do not wait
     * @throws TimeoutException if there is no outcome yet
     * @throws InterruptedException if this thread is interrupted; the task goes on
     */
    @Nullable
    Throwable exception(Duration timeout) throws InterruptedException, TimeoutException;

    /**
     * Has the result told to a callback, before {@link #get} and {@link #await} return; not called if there is an
     * error.
     *
     * <p>Callbacks run one after the other on a thread of the pool and should be quick. One that is added when the
     * outcome is known already runs at once, in the calling thread. What a callback throws is logged, and changes
     * nothing.
     *
     * @return this
     * @python multiprocessing.pool.Pool.apply_async(callback)
     */
    AsyncResult<T> onResult(Consumer<? super T> callback);

    /**
     * Has the error told to a callback, before {@link #get} and {@link #await} return; not called if there is a result.
     *
     * @param callback is given what {@link #get} throws
     * @return this
     * @see #onResult
     * @python multiprocessing.pool.Pool.apply_async(error_callback)
     */
    AsyncResult<T> onError(Consumer<? super Throwable> callback);

    /**
     * Gives up the task, unless there is an outcome: {@link #get} throws a
     * {@link java.util.concurrent.CancellationException} from now on. Of a map, the calls that have not begun are given
     * up; those that run go on, for nobody.
     *
     * @return whether it was given up; false if there was an outcome, or if a worker runs it
     */
    default boolean cancel() {
        return cancel(false);
    }

    /**
     * Gives up the task, unless there is an outcome, even if a worker runs it.
     *
     * <p>What runs is ended as {@link ProcessPool.Builder#taskTimeout} ends what runs too long: its thread is
     * interrupted; if it goes on for another second ({@link ProcessPool.Builder#grace}), its worker gets SIGTERM and, a
     * second later, SIGKILL, and is replaced. This method does not wait for that. No other task notices. Where the task
     * was is told by a {@link TaskCancelledException} among the suppressed ones of that {@code CancellationException},
     * a moment later.
     *
     * @param mayInterruptIfRunning false: what runs goes on, as with {@link #cancel()}
     * @return whether it was given up; false if there was an outcome
     */
    boolean cancel(boolean mayInterruptIfRunning);
}
