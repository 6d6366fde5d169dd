package io.multiproc.pool;

import io.multiproc.function.SerializableBiConsumer;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.process.ProcessOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * Child processes that work on tasks.
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

    /** How many workers the pool has, those included that rest because there was nothing to do. */
    int processes();

    /**
     * Gives the pool another number of workers, and returns at once.
     *
     * <p>New workers take tasks as soon as they are ready; if they cannot be started, see
     * {@link WorkerTerminatedException} and {@link PoolBrokenException}: it is as with replacements of dead workers.
     * Workers that are too many get no more tasks, those first that came last; what they have not begun goes to others,
     * and they end when they have done what they run, which counts as long: others begin nothing while as many tasks
     * run as the new number. Workers that rest are started.
     *
     * <pre>{@code
     * pool.resize(usableCpuCount()); // a container has got more processors
     * }</pre>
     *
     * @param processes the new number, 1 or more
     * @throws IllegalArgumentException if it is less than 1
     * @throws IllegalStateException if the pool takes no more tasks, or is
     *     {@link io.multiproc.Multiprocessing#sharedPool()}
     */
    void resize(int processes);

    /**
     * What the exit hook has come to in each worker that has left in order, in the order of their leaving: all of them
     * after {@link #close()} or {@link #join()}, before that of those that were replaced or not needed any more.
     *
     * <p>Workers that were killed, or died, have no result, and {@link #terminate()} kills them. A hook that takes more
     * than ten seconds ({@code -Dmultiproc.worker.timeout=SECONDS}) is given up: its worker is killed. Results are
     * kept, in their encoded form, as long as the pool is; each call decodes them anew.
     *
     * <pre>{@code
     * long total = pool.exitResults().stream().mapToLong(result -> result.value(Long.class)).sum();
     * }</pre>
     *
     * @return empty without a {@link Builder#exitHook}
     */
    List<ExitResult> exitResults();

    /**
     * Finishes all accepted tasks, ends the workers and waits for them. Does nothing the second time.
     *
     * <p>New tasks are refused from now on. If the waiting thread is interrupted, the pool is terminated and the
     * thread's interrupt flag stays set, as with {@link java.util.concurrent.ExecutorService}.
     *
     * @python multiprocessing.pool.Pool.close and join
     */
    @Override
    void close();

    /**
     * Stops at once: running tasks are killed with their workers, unfinished ones get a {@link
     * java.util.concurrent.CancellationException} as their outcome. Non-daemonic processes that its tasks have
     * started are killed with the workers. Returns when the workers are gone; a callback that is running is waited for
     * no longer than two seconds.
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
     * The same pool for calls whose progress the listener is told of: each {@code map}, {@code starmap}, {@code imap}
     * and their like. Single calls are done as ever and not told of.
     *
     * <p>One that is used for several calls at the same time tells of each of them; use one for each call to tell them
     * apart.
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
     * <p>Asks the workers, which answer at once also while they work; those that have just died or do not answer within
     * ten seconds are not among its {@code workers}. Those that have left count for the total, the slowest tasks and
     * the advice: each tells what it has done as it leaves. Counting costs a worker less than 0.1 µs for each chunk.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    PoolInsights insights() throws InterruptedException;

    /**
     * The pool as the JDK's interface for running tasks: for code that takes one. Tasks must be serializable: a lambda
     * is if it is cast: {@code executor.submit((Callable<Integer> & Serializable) () -> add(7, 8))}.
     *
     * <p>Ending it ends the pool: {@code shutdown} lets accepted tasks finish, {@code shutdownNow} is
     * {@link #terminate}. It is the same each time, and has ended when the pool has, whoever ends that. What a task
     * throws that was given to {@code execute} is logged as a warning.
     *
     * @throws io.multiproc.reduction.NotSendableException from its {@code submit} and {@code execute}, if a task cannot
     *     be sent
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
         * How long a worker may take from its start until it is ready, its {@link #initializer} and
         * {@link #workerState} included; without this, as long as it takes, as in Python.
         *
         * <p>One that takes longer is interrupted in its initializer and, if it still is not ready a second later,
         * killed with all processes below it: a failed start like any other, whose message says where the worker was.
         * When the pool is created that ends the creation; later it is tried again, and after three in a row the pool
         * is broken. The start of a JVM is part of it, which takes seconds on a busy machine. The worker of a replay
         * has no such limit. In a thread pool a worker that does not heed its interruption goes on, unused.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        Builder startTimeout(Duration timeout);

        /**
         * The number of tasks after which a worker is replaced, to give back what tasks have leaked; without it,
         * workers stay. A chunk of a map is one task. The replacement is started before the last task is done, and
         * takes its place then: no more tasks run at the same time than the pool has workers, but for that time there
         * may be twice as many JVMs.
         *
         * @throws IllegalArgumentException if it is less than 1
         * @python multiprocessing.pool.Pool(maxtasksperchild)
         */
        Builder maxTasksPerChild(int tasks);

        /**
         * The age at which a worker is replaced, counted from its start; without it, workers stay.
         *
         * <p>Replacing costs no time of tasks: the successor is ready before the old worker gets no more tasks, and
         * what that has not begun goes to others. One worker is replaced at a time, and each a little before that age,
         * up to a tenth of it, so that workers that have started together do not all leave together. A worker that runs
         * a long task ends when the task is done; its successor waits until then, and the next worker is not replaced
         * before. If the successor does not start, the old worker stays and it is tried again later.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        Builder maxAge(Duration age);

        /**
         * The resident memory at which a worker is replaced, in bytes, as {@link #maxAge} does: heap, native memory and
         * code. Looked at about twice a second, from outside; what a task has for a shorter time may be missed. Without
         * effect for thread pools, and where the operating system has no {@code /proc}.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder maxResidentMemory(long bytes);

        /**
         * The heap in use after a collection at which a worker is replaced, in bytes, as {@link #maxAge} does: what
         * tasks have leaked, without the garbage. Asked about twice a second.
         *
         * <p>It is the JVM's own number, as of the last collection of each part of the heap; no collection is forced.
         * The part for old objects is collected when it is full, so choose less than half of the worker's
         * {@link #heap}. Without effect for thread pools.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder maxHeapInUse(long bytes);

        /**
         * How long a worker may have nothing to do before it ends; one worker stays. Without this, all stay.
         *
         * @see #idleTimeout(Duration, int)
         */
        default Builder idleTimeout(Duration timeout) {
            return idleTimeout(timeout, 1);
        }

        /**
         * How long a worker may have nothing to do before it ends, and how many stay whatever happens; without this,
         * all stay.
         *
         * <p>When there are more tasks than workers, as many as are needed are started again, up to
         * {@link ProcessPool#processes()}. With a minimum of 0 the next task waits for the start of a JVM. A good
         * time-out is a hundred times as long as that.
         *
         * @throws IllegalArgumentException if the time-out is zero or negative, or the minimum negative
         */
        Builder idleTimeout(Duration timeout, int minimum);

        /**
         * Binds each worker, with all its threads, to one processor: the first to the first that this process may use,
         * and so on, and from the first again if there are more workers. A replacement gets the processor of the worker
         * that has left.
         *
         * <p>For tasks that count on warm caches, on a machine of their own: a worker does not move to a processor that
         * is idle. On Linux only; elsewhere, and with {@code -Dmultiproc.native=false}, it does nothing but say so in
         * the log. Without effect for thread pools.
         */
        Builder pinned(boolean pinned);

        /**
         * The largest heap of each worker's JVM, in bytes, as {@code -Xmx}. Without it, and without such an option, or
         * a larger {@code -Xms}, for this program or for the workers, as much as lets
         * {@link io.multiproc.Multiprocessing#usableCpuCount()} workers, or as many as the pool is to have when the
         * worker starts, fit into the memory of the machine or container beside this process; a quarter of the memory
         * at most.
         *
         * @throws IllegalArgumentException if it is less than 2 MiB, with which no JVM starts
         */
        Builder heap(long bytes);

        /**
         * Files and directories that the workers have on their class path after those of this process. Without effect
         * for thread pools.
         */
        Builder classPath(Path... entries);

        /**
         * An object of each worker's own, made after the initializer and before the first task. Tasks reach it by
         * {@link io.multiproc.Multiprocessing#workerState}; it lives as long as the worker. One that is
         * {@link AutoCloseable} is closed when the worker leaves in order, after the {@link #exitHook}. If it cannot be
         * made, the creation of the pool fails.
         *
         * <pre>{@code
         * ProcessPool pool = poolBuilder().workerState(Main::openConnection).build();
         * pool.apply(() -> workerState(Connection.class).query("…"));
         * }</pre>
         */
        Builder workerState(SerializableCallable<?> state);

        /**
         * A function that each worker calls when it leaves in order: at {@link ProcessPool#close()}, when it is
         * replaced, or not needed any more. What it returns is collected: {@link ProcessPool#exitResults()}. What it
         * throws is logged and stands there too. Workers that are killed do not call it.
         */
        Builder exitHook(SerializableCallable<?> hook);

        /**
         * How often a task is run again whose worker died under it; without this, never: only the program knows which
         * tasks may run twice. One that has killed so many workers and one more fails for good.
         *
         * <p>Of a chunk of {@code imap} or {@code collectingAll()}, items that were finished less than a millisecond
         * before a later item killed the worker are run again in any case: use a chunk size of 1 if that matters.
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
         * <p>It is asked in this process, on a thread of its own, after each death but the last that is allowed. The
         * task waits for its answer, and so does who waits for the task, or closes the pool: it must do neither. If it
         * throws, the task is not run again and the log says why.
         */
        Builder retryIf(Predicate<? super WorkerTerminatedException> condition);

        /**
         * How long a call of a function may run, each item of a map by itself; without this, for ever.
         *
         * <p>Then its thread is interrupted. If it runs on for another second ({@link #grace}), its worker gets SIGTERM
         * and, a second later, SIGKILL, with all processes that it has started; a thread pool gives the thread up. The
         * outcome is a {@link TaskTimeoutException} with the stack of the call, whatever the call still did; other
         * tasks go on, in other workers or in the replacement. The time is measured by looking, about ten times within
         * it.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        Builder taskTimeout(Duration timeout);

        /**
         * How long what is to end may take to do it at each step; 1 second without this. After it a call that was
         * interrupted gets its worker terminated, a worker that was terminated is killed, and one whose initializer did
         * not heed its interruption as well. For calls that have something to clean up:
         *
         * <pre>{@code
         * poolBuilder().taskTimeout(ofMinutes(5)).grace(ofSeconds(20));
         * }</pre>
         *
         * <p>For time-outs, stalls and {@link AsyncResult#cancel(boolean) cancel(true)}; {@link ProcessPool#terminate}
         * kills at once.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        Builder grace(Duration time);

        /**
         * How long a call of a function, each item of a map by itself, may go without a sign of progress; without this,
         * for ever. It gives one by {@link io.multiproc.CurrentTask#progress()}; its begin is the first.
         *
         * <p>Then it is ended as by {@link #taskTimeout}: interrupted, and its worker terminated and killed if that
         * does not help. The {@link TaskTimeoutException} says for how long it had
         * {@link TaskTimeoutException#stalledFor() stalled}. May be used together with {@link #taskTimeout}: what is
         * over first counts.
         *
         * @throws IllegalArgumentException if it is zero or negative
         */
        Builder stallTimeout(Duration timeout);

        /**
         * How much of one call of a map may be in flight at most; without this, 4,096 chunks of a {@code map}, 256 of
         * an {@code imap}, and 64 MiB.
         *
         * <p>The input is not read on as long as so many chunks were read from it and not answered ({@code map}) or not
         * asked for ({@code imap}), or as long as so many bytes of them are on their way to workers. Of an
         * {@code imap}, the results that were not asked for count as well, also those to come, by the size of those
         * before: who takes results slowly slows the pool and fills no heap. Before its first result is there, two
         * chunks for each worker are on their way at most. One chunk is always allowed, however large. The results of a
         * {@code map} are its caller's and do not count. Single calls are accepted without a bound.
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
         * {@link io.multiproc.process.ProcessSettings#forwardLogs(boolean)}. A task's records may arrive after its
         * result.
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
         * @throws IllegalStateException if this process is daemonic, which may have no children
         * @throws PoolBrokenException if a worker does not start, or the initializer fails in one; none is left running
         * @throws io.multiproc.process.ProcessException if this thread is interrupted, whose interrupt flag stays set;
         *     none is left running
         */
        ProcessPool build();
    }
}
