package io.multiproc.pool;

import io.multiproc.function.SerializableBiConsumer;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.process.ProcessOutput;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
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
public interface ProcessPool extends PoolCalls, AutoCloseable {

    /** The pool's name, part of its workers' names. */
    String name();

    /** How many workers the pool has. */
    int processes();

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
     * Waits until the workers have ended, however long that takes.
     *
     * @throws IllegalStateException if the pool still accepts tasks
     * @throws InterruptedException if this thread is interrupted meanwhile
     * @see #join(Duration)
     */
    void join() throws InterruptedException;

    /**
     * The same pool for calls whose progress the listener is told of: each {@code map}, {@code starmap}, {@code imap} and
     * their like. Single calls are done as ever and not told of.
     *
     * <p>One that is used for several calls at the same time tells of each of them; use one for each call to tell them apart.
     *
     * <p>Of a pool in a manager's server, the listener is sent there and called there: it must be serializable.
     *
     * @return is not closed by itself; takes tasks as long as the pool does
     */
    PoolCalls withProgress(ProgressListener listener);

    /** What the workers are and have done, at this moment. */
    List<WorkerInsights> workers();

    /**
     * Where the workers' time has gone, the slowest tasks, and what would make the pool quicker.
     *
     * <p>Asks the workers, which answer at once also while they work; those that have just died or do not answer within ten
     * seconds are left out. Counting costs a worker less than 0.1 µs for each chunk.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    PoolInsights insights() throws InterruptedException;

    /**
     * The pool as the JDK's interface for running tasks: for code that takes one. Tasks must be serializable: a lambda is
     * if it is cast to {@link io.multiproc.function.SerializableCallable} or {@code (Callable<R> & Serializable)}.
     *
     * <p>Ending it ends the pool: {@code shutdown} lets accepted tasks finish, {@code shutdownNow} is {@link #terminate}.
     *
     * @throws io.multiproc.reduction.NotSendableException from its {@code submit} and {@code execute}, if a task cannot be
     *     sent
     */
    ExecutorService asExecutorService();

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

        /**
         * A function that each worker calls with the argument before its first task.
         *
         * @see #initializer(SerializableRunnable)
         * @python multiprocessing.pool.Pool(initargs)
         */
        default <A extends @Nullable Object> Builder initializer(SerializableConsumer<A> initializer, A first) {
            Objects.requireNonNull(initializer, "initializer");
            return initializer(() -> initializer.accept(first));
        }

        /**
         * A function that each worker calls with the arguments before its first task.
         *
         * @see #initializer(SerializableRunnable)
         */
        default <A extends @Nullable Object, B extends @Nullable Object> Builder initializer(
                SerializableBiConsumer<A, B> initializer, A first, B second) {
            Objects.requireNonNull(initializer, "initializer");
            return initializer(() -> initializer.accept(first, second));
        }

        /**
         * The number of tasks after which a worker is replaced, to give back what tasks have leaked; without it, workers
         * stay. A chunk of a map is one task. The replacement is started before the last task is done.
         *
         * @throws IllegalArgumentException if it is less than 1
         * @python multiprocessing.pool.Pool(maxtasksperchild)
         */
        Builder maxTasksPerChild(int tasks);

        /**
         * How often a task is run again whose worker died under it; without this, never: only the program knows which tasks
         * may run twice. One that has killed so many workers and one more fails for good.
         *
         * @throws IllegalArgumentException if it is negative
         */
        Builder retries(int times);

        /**
         * Which tasks are run again whose worker died under them: those for which the condition holds, as often as
         * {@link #retries} says, or once if that was not called.
         *
         * <pre>{@code
         * poolBuilder().retries(2).retryIf(death -> death.verdict() == Verdict.KERNEL_OUT_OF_MEMORY);
         * }</pre>
         *
         * <p>It is asked in this process, on the thread of the callbacks, after each death but the last that is allowed. The
         * task waits for its answer; if it throws, the task is not run again and the log says why.
         */
        Builder retryIf(Predicate<? super WorkerTerminatedException> condition);

        /**
         * How long a call of a function may run, each item of a map by itself; without this, for ever.
         *
         * <p>Then its thread is interrupted. If it runs on for another second, its worker gets SIGTERM and, a second later,
         * SIGKILL, with all processes that it has started; a thread pool gives the thread up. The outcome is a
         * {@link TaskTimeoutException} with the stack of the call, whatever the call still did; other tasks go on, in other
         * workers or in the replacement. The time is measured by looking, about ten times within it.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        Builder taskTimeout(Duration timeout);

        /**
         * How long a call of a function, each item of a map by itself, may go without a sign of progress; without this, for
         * ever. It gives one by {@link io.multiproc.CurrentTask#progress()}; its begin is the first.
         *
         * <p>Then it is ended as by {@link #taskTimeout}: interrupted, and its worker terminated and killed if that does not
         * help. The {@link TaskTimeoutException} says for how long it had {@link TaskTimeoutException#stalledFor() stalled}. May
         * be used together with {@link #taskTimeout}: what is over first counts.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        Builder stallTimeout(Duration timeout);

        /**
         * How much of one call of a map may be in flight at most; without this, 4,096 chunks of a {@code map}, 256 of an
         * {@code imap}, and 64 MiB.
         *
         * <p>The input is not read on as long as so many chunks were read from it and not answered ({@code map}) or not asked
         * for ({@code imap}), or as long as so many bytes of them are on their way to workers. Of an {@code imap}, the results
         * that were not asked for count as well, also those to come, by the size of those before: who takes results slowly
         * slows the pool and fills no heap. Before its first result is there, two chunks for each worker are on their way at
         * most. One chunk is always allowed, however large. The results of a {@code map} are its caller's and do not count.
         * Single calls are accepted without a bound.
         *
         * @param tasks number of chunks, at least 1; with fewer than there are workers, some have nothing to do
         * @param bytes encoded, in both directions together, at least 1
         * @throws IllegalArgumentException if one of them is less than 1
         */
        Builder inFlight(int tasks, long bytes);

        /**
         * Whether JMX clients of this process see the pool, as a {@link PoolMXBean}; without this, only with
         * {@code -Dmultiproc.jmx=true}.
         */
        Builder jmx(boolean jmx);

        /**
         * Whether the workers are daemonic, as they are without this: a daemonic process may have no children, so tasks
         * may not use pools of their own. Either way they end with the pool.
         */
        Builder daemonicWorkers(boolean daemonic);

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
