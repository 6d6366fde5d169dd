package io.multiproc.pool;

import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.process.ProcessOutput;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of child processes that work on tasks.
 *
 * <pre>{@code
 * try (ProcessPool pool = pool(4)) {
 *     List<Integer> squares = pool.map(Main::square, List.of(1, 2, 3));
 * }
 * }</pre>
 *
 * <p>May be used by any thread of the process that made it; cannot be sent to another process. Functions, arguments
 * and results are copied on their way.
 *
 * <p>When a worker dies, only the task that it was running fails, with a {@link WorkerTerminatedException}; tasks that
 * it had not begun go to others and a replacement starts. Workers are daemonic: when this process dies they are gone
 * within a second.
 *
 * @python multiprocessing.pool.Pool
 */
public interface ProcessPool extends AutoCloseable {

    /** The pool's name, part of its workers' names. */
    String name();

    /** How many workers the pool has. */
    int processes();

    /**
     * Runs a task in a worker and returns its result.
     *
     * @throws InterruptedException if this thread is interrupted while waiting; the task goes on
     * @see AsyncResult#get() for what else it may throw
     * @python multiprocessing.pool.Pool.apply
     */
    <R extends @Nullable Object> R apply(SerializableCallable<R> task) throws InterruptedException;

    /** Calls the function with the argument in a worker and returns its result; see {@link #apply(SerializableCallable)}. */
    <A extends @Nullable Object, R extends @Nullable Object> R apply(SerializableFunction<A, R> function, A argument)
            throws InterruptedException;

    /** Calls the function with the arguments in a worker and returns its result; see {@link #apply(SerializableCallable)}. */
    <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> R apply(
            SerializableBiFunction<A, B, R> function, A first, B second) throws InterruptedException;

    /**
     * Hands a task to the pool and returns at once.
     *
     * <p>The task is serialized before this method returns; later changes to what it captured are not seen.
     *
     * @throws io.multiproc.reduction.NotSendableException if the task cannot be sent; nothing was handed over
     * @throws IllegalStateException if the pool is closed
     * @throws PoolBrokenException if the pool cannot work any more
     * @python multiprocessing.pool.Pool.apply_async
     */
    <R extends @Nullable Object> AsyncResult<R> applyAsync(SerializableCallable<R> task);

    /** Hands the call of the function to the pool; see {@link #applyAsync(SerializableCallable)}. */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<R> applyAsync(
            SerializableFunction<A, R> function, A argument);

    /** Hands the call of the function to the pool; see {@link #applyAsync(SerializableCallable)}. */
    <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> AsyncResult<R> applyAsync(
            SerializableBiFunction<A, B, R> function, A first, B second);

    /**
     * Calls the function with each item, in the workers, and returns the results in the order of the items.
     *
     * <p>Items are handed over in chunks, about four to each worker. All chunks are finished even if one fails; then the
     * error that came first is thrown.
     *
     * @throws io.multiproc.reduction.NotSendableException if the function or an item cannot be sent
     * @throws InterruptedException if this thread is interrupted while waiting; chunks handed over go on
     * @see AsyncResult#get() for what else it may throw
     * @python multiprocessing.pool.Pool.map
     */
    <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items)
            throws InterruptedException;

    /**
     * Calls the function with each item, in chunks of the given size.
     *
     * <p>A chunk is what fails together when a worker dies or an item's call throws, and what costs one message each way.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @throws IllegalArgumentException if {@code chunkSize} is less than 1
     * @see #map(SerializableFunction, Iterable)
     */
    <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize)
            throws InterruptedException;

    /**
     * Hands the calls of the function with each item to the pool and returns at once; the result is that of
     * {@link #map(SerializableFunction, Iterable)}.
     *
     * <p>The items are taken out of the {@code Iterable} before this returns. What cannot be sent is part of the outcome,
     * except the function itself.
     *
     * @throws io.multiproc.reduction.NotSendableException if the function cannot be sent; nothing was handed over
     * @throws IllegalStateException if the pool is closed
     * @python multiprocessing.pool.Pool.map_async
     */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items);

    /**
     * Hands the calls of the function with each item to the pool and returns at once; tells one of the callbacks before
     * {@link AsyncResult#get()} returns.
     *
     * <p>A callback runs on a thread of the pool and must be quick. What it throws is logged, and changes nothing.
     *
     * @param chunkSize number of items in a chunk, at least 1
     * @param callback is given the whole list
     * @param errorCallback is given the error
     * @see #mapAsync(SerializableFunction, Iterable)
     */
    <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function,
            Iterable<? extends A> items,
            int chunkSize,
            Consumer<? super List<R>> callback,
            Consumer<? super Throwable> errorCallback);

    /**
     * Finishes all accepted tasks, ends the workers and waits for them. Does nothing the second time.
     *
     * <p>New tasks are refused from now on. If the waiting thread is interrupted, the pool is terminated and the thread's
     * interrupt flag stays set, as with {@link java.util.concurrent.ExecutorService}.
     */
    @Override
    void close();

    /**
     * Stops at once: running tasks are killed with their workers, unfinished ones get an {@link IllegalStateException} as
     * their outcome. Returns when the workers are gone.
     *
     * @python multiprocessing.pool.Pool.terminate
     */
    void terminate();

    /**
     * Waits until the workers have ended, after {@link #close()} by another thread or {@link #terminate()}.
     *
     * @param timeout zero or negative: do not wait
     * @return whether the workers have ended
     * @throws IllegalStateException if the pool still accepts tasks
     * @throws InterruptedException if this thread is interrupted meanwhile
     * @python multiprocessing.pool.Pool.join
     */
    boolean join(Duration timeout) throws InterruptedException;

    /**
     * Describes a pool; not thread-safe, may be used again.
     */
    interface Builder {

        /**
         * The number of workers; without it, the number of processors that this JVM may use.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder processes(int processes);

        /** The pool's name; without it {@code ProcessPool-1}, {@code ProcessPool-2} and so on. */
        Builder name(String name);

        /**
         * A function that each worker runs before its first task; if it fails, so does the creation of the pool.
         *
         * @python multiprocessing.pool.Pool(initializer)
         */
        Builder initializer(SerializableRunnable initializer);

        /** Options for the workers' JVMs, such as {@code -Xmx256m}, after those taken over from this process. */
        Builder jvmOptions(String... options);

        /**
         * Where the workers' standard output and standard error go; see
         * {@link io.multiproc.process.ProcessSettings#output(ProcessOutput)}. Forwarded lines have the worker's name in
         * front.
         *
         * @throws IllegalArgumentException for {@link ProcessOutput#toFile}: each worker would empty the file
         */
        Builder output(ProcessOutput output);

        /**
         * Where the workers' standard error goes; see
         * {@link io.multiproc.process.ProcessSettings#errorOutput(ProcessOutput)}.
         *
         * @throws IllegalArgumentException for {@link ProcessOutput#toFile}: each worker would empty the file
         */
        Builder errorOutput(ProcessOutput errorOutput);

        /**
         * Whether what the workers log is published here; see
         * {@link io.multiproc.process.ProcessSettings#forwardLogs(boolean)}. A task's records may arrive after its result.
         */
        Builder forwardLogs(boolean forwardLogs);

        /**
         * Publishes here what the workers log at that level and above; see
         * {@link io.multiproc.process.ProcessSettings#forwardLogs(Level)}.
         */
        Builder forwardLogs(Level level);

        /**
         * Starts the workers and returns when all of them are ready.
         *
         * @throws PoolBrokenException if a worker does not start, or the initializer fails in one; none is left running
         */
        ProcessPool build();
    }
}
