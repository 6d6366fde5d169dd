package io.multiproc.core.pool;

import io.multiproc.core.current.OnceAction;
import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import io.multiproc.function.SerializableFunction4;
import io.multiproc.function.SerializableFunction5;
import io.multiproc.function.SerializableTriFunction;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolCalls;
import io.multiproc.pool.PoolInsights;
import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.ProgressListener;
import io.multiproc.pool.ResultIterator;
import io.multiproc.pool.WorkerInsights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pool of workers: the program's side of it. */
final class WorkerPool implements ProcessPool {

    /** As in Python: about four chunks for each worker. */
    private static final int CHUNKS_PER_WORKER = 4;

    private final PoolCore core;
    private final Supervisor supervisor;

    private final CallStyle style;

    @SuppressWarnings("unused") // a pool that is garbage ends: not while another face of it is used
    private final @Nullable WorkerPool owner;

    private final boolean shared;

    private WorkerPool(
            PoolCore core, Supervisor supervisor, boolean shared, CallStyle style, @Nullable WorkerPool owner) {
        this.shared = shared;
        this.core = core;
        this.supervisor = supervisor;
        this.style = style;
        this.owner = owner;
    }

    /**
     * Starts a pool.
     *
     * @param shared whether it ends with the program only
     */
    static WorkerPool start(PoolConfig config, boolean shared) {
        Dispatcher dispatcher = new Dispatcher(config.name(), config.retries());
        Supervisor supervisor = Supervisor.start(config, dispatcher);
        long mostNanos = config.taskTimeout() == null ? Watch.NEVER : Deadline.nanos(config.taskTimeout());
        CallStyle style = new CallStyle(null, mostNanos, false);
        WorkerPool pool =
                new WorkerPool(new PoolCore(config, dispatcher, Ipc.codec()), supervisor, shared, style, null);
        OnceAction.onGarbage(pool, supervisor::abandoned);
        return pool;
    }

    @Override
    public String name() {
        return core.config().name();
    }

    @Override
    public int processes() {
        return core.config().processes();
    }

    @Override
    public <R extends @Nullable Object> R apply(SerializableCallable<R> task) throws InterruptedException {
        return applyAsync(task).get();
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> R apply(
            SerializableFunction<A, R> function, A argument) throws InterruptedException {
        return applyAsync(function, argument).get();
    }

    @Override
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> R apply(
            SerializableBiFunction<A, B, R> function, A first, B second) throws InterruptedException {
        return applyAsync(function, first, second).get();
    }

    @Override
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            R apply(SerializableTriFunction<A, B, C, R> function, A first, B second, C third)
                    throws InterruptedException {
        return applyAsync(function, first, second, third).get();
    }

    @Override
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            R apply(SerializableFunction4<A, B, C, D, R> function, A first, B second, C third, D fourth)
                    throws InterruptedException {
        return applyAsync(function, first, second, third, fourth).get();
    }

    @Override
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            R apply(SerializableFunction5<A, B, C, D, E, R> function, A first, B second, C third, D fourth, E fifth)
                    throws InterruptedException {
        return applyAsync(function, first, second, third, fourth, fifth).get();
    }

    @Override
    public <R extends @Nullable Object> AsyncResult<R> applyAsync(SerializableCallable<R> task) {
        return submit(task);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<R> applyAsync(
            SerializableFunction<A, R> function, A argument) {
        return submit(function, argument);
    }

    @Override
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<R> applyAsync(SerializableBiFunction<A, B, R> function, A first, B second) {
        return submit(function, first, second);
    }

    @Override
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<R> applyAsync(SerializableTriFunction<A, B, C, R> function, A first, B second, C third) {
        return submit(function, first, second, third);
    }

    @Override
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<R> applyAsync(
                    SerializableFunction4<A, B, C, D, R> function, A first, B second, C third, D fourth) {
        return submit(function, first, second, third, fourth);
    }

    @Override
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<R> applyAsync(
                    SerializableFunction5<A, B, C, D, E, R> function, A first, B second, C third, D fourth, E fifth) {
        return submit(function, first, second, third, fourth, fifth);
    }

    private <R extends @Nullable Object> AsyncResult<R> submit(@Nullable Object... functionAndArguments) {
        Objects.requireNonNull(functionAndArguments[0], "function");
        long number = core.nextTask();
        TaskOutcome<R> outcome = new TaskOutcome<>(core, number, style.mostNanos());
        core.dispatcher().submit(List.of(TaskForm.call(core.codec(), number, functionAndArguments, outcome)));
        return outcome;
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items)
            throws InterruptedException {
        Collection<? extends A> sized =
                items instanceof Collection<? extends A> collection ? collection : listed(items);
        return map(function, sized, defaultChunkSize(sized.size()));
    }

    private int defaultChunkSize(int items) {
        int chunks = CHUNKS_PER_WORKER * processes();
        return Math.max(1, (items + chunks - 1) / chunks);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize)
            throws InterruptedException {
        return this.<A, R>begin(function, chunkSize, items).run(items);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        List<A> listed = listed(items);
        return mapAsync(function, listed, defaultChunkSize(listed.size()), results -> {}, failure -> {});
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function,
            Iterable<? extends A> items,
            int chunkSize,
            Consumer<? super List<R>> callback,
            Consumer<? super Throwable> errorCallback) {
        List<A> listed = listed(items);
        MapCall<R> call = begin(function, chunkSize, listed);
        MapResult<R> result = new MapResult<>("a map of pool '" + name() + "'", call::cancel);
        result.onResult(callback).onError(errorCallback);
        supervisor.runInBackground(() -> {
            try {
                result.succeed(call.run(listed));
            } catch (InterruptedException | RuntimeException | Error e) {
                result.fail(e);
            }
        });
        return result;
    }

    private <A extends @Nullable Object, R extends @Nullable Object> MapCall<R> begin(
            SerializableFunction<? super A, ? extends R> function, int chunkSize, Iterable<? extends A> items) {
        return new MapCall<>(core, share(function, chunkSize, items), chunkSize, items, style);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imap(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize) {
        return new FlowIterator<>(this, core, share(function, chunkSize, items), chunkSize, items, true, style);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imapUnordered(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize) {
        return new FlowIterator<>(this, core, share(function, chunkSize, items), chunkSize, items, false, style);
    }

    private SharedFunction share(SerializableFunction<?, ?> function, int chunkSize, Iterable<?> items) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(items, "items");
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize must be >= 1: chunkSize=" + chunkSize);
        }
        core.dispatcher().checkOpen();
        return core.share(function);
    }

    @Override
    public void close() {
        checkMayEnd();
        supervisor.close();
        core.callbacks().endAndAwait();
    }

    @Override
    public void terminate() {
        checkMayEnd();
        supervisor.terminate();
        core.callbacks().endAndAwait();
    }

    @Override
    public void join() throws InterruptedException {
        checkNotOpen();
        supervisor.join();
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        checkNotOpen();
        return supervisor.join(timeout);
    }

    /** Whoever has not made the pool must not take it from the others. */
    void checkMayEnd() {
        if (shared) {
            throw new IllegalStateException("pool '" + name()
                    + "' is shared by all of this program and ends with it (for one to be ended before, use pool())");
        }
    }

    boolean isOpen() {
        return core.dispatcher().isOpen();
    }

    private void checkNotOpen() {
        if (core.dispatcher().isOpen()) {
            throw new IllegalStateException(
                    "pool '" + name() + "' still takes tasks: close or terminate it before join");
        }
    }

    @Override
    public PoolCalls withProgress(ProgressListener listener) {
        Objects.requireNonNull(listener, "listener");
        return face(style.with(new Reporter(listener, name())));
    }

    @Override
    public PoolCalls withTaskTimeout(Duration timeout) {
        return face(style.within(Deadline.nanos(WorkerPoolBuilder.positive(timeout))));
    }

    @Override
    public PoolCalls failingFast() {
        return face(style.failingFast());
    }

    private WorkerPool face(CallStyle other) {
        return new WorkerPool(core, supervisor, shared, other, this);
    }

    @Override
    public List<WorkerInsights> workers() {
        return core.dispatcher().workers();
    }

    @Override
    public PoolInsights insights() throws InterruptedException {
        return ReportDesk.ask(core.dispatcher().members());
    }

    @Override
    public ExecutorService asExecutorService() {
        return new PoolExecutorService(this);
    }

    /** Name, number of workers and state. */
    @Override
    public String toString() {
        return "ProcessPool(name='" + name() + "', processes=" + processes()
                + (core.dispatcher().isOpen() ? ", open)" : ", closed)");
    }

    private static <A extends @Nullable Object> List<A> listed(Iterable<? extends A> items) {
        List<A> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }
}
