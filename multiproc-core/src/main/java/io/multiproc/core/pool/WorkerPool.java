package io.multiproc.core.pool;

import io.multiproc.core.current.OnceAction;
import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pool of child JVMs: the program's side of it. */
final class WorkerPool implements ProcessPool {

    /** As in Python: about four chunks for each worker. */
    private static final int CHUNKS_PER_WORKER = 4;

    private final PoolConfig config;
    private final ObjectCodec codec = Ipc.codec();
    private final Dispatcher dispatcher;
    private final Supervisor supervisor;
    private final AtomicLong tasks = new AtomicLong();
    private final AtomicInteger functions = new AtomicInteger(TaskMessage.OWN_FUNCTION);

    private WorkerPool(PoolConfig config, Dispatcher dispatcher, Supervisor supervisor) {
        this.config = config;
        this.dispatcher = dispatcher;
        this.supervisor = supervisor;
    }

    static WorkerPool start(PoolConfig config) {
        Dispatcher dispatcher = new Dispatcher(config.name());
        Supervisor supervisor = Supervisor.start(config, dispatcher);
        WorkerPool pool = new WorkerPool(config, dispatcher, supervisor);
        OnceAction.onGarbage(pool, supervisor::abandoned);
        return pool;
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public int processes() {
        return config.processes();
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
    public <R extends @Nullable Object> AsyncResult<R> applyAsync(SerializableCallable<R> task) {
        return submit(Objects.requireNonNull(task, "task"));
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<R> applyAsync(
            SerializableFunction<A, R> function, A argument) {
        return submit(Objects.requireNonNull(function, "function"), argument);
    }

    @Override
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<R> applyAsync(SerializableBiFunction<A, B, R> function, A first, B second) {
        return submit(Objects.requireNonNull(function, "function"), first, second);
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
        int chunks = CHUNKS_PER_WORKER * config.processes();
        return Math.max(1, (items + chunks - 1) / chunks);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize)
            throws InterruptedException {
        Objects.requireNonNull(items, "items");
        int count = items instanceof Collection<?> sized ? sized.size() : -1;
        return this.<A, R>begin(function, chunkSize, count).run(items);
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
        Objects.requireNonNull(callback, "callback");
        Objects.requireNonNull(errorCallback, "errorCallback");
        List<A> listed = listed(items);
        MapCall<A, R> call = begin(function, chunkSize, listed.size());
        MapResult<R> result = new MapResult<>("a map of pool '" + config.name() + "'");
        supervisor.runInBackground(() -> {
            try {
                result.succeed(call.run(listed), callback);
            } catch (InterruptedException | RuntimeException | Error e) {
                result.fail(e, errorCallback);
            }
        });
        return result;
    }

    private <A extends @Nullable Object, R extends @Nullable Object> MapCall<A, R> begin(
            SerializableFunction<? super A, ? extends R> function, int chunkSize, int items) {
        Objects.requireNonNull(function, "function");
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize must be >= 1: chunkSize=" + chunkSize);
        }
        SharedFunction shared =
                new SharedFunction(functions.incrementAndGet(), codec.encode(function, TaskMessage.FUNCTION_HEADROOM));
        dispatcher.beginMap();
        return new MapCall<>(dispatcher, codec, tasks, shared, chunkSize, items);
    }

    @Override
    public void close() {
        supervisor.close();
    }

    @Override
    public void terminate() {
        supervisor.terminate();
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        if (dispatcher.isOpen()) {
            throw new IllegalStateException(
                    "pool '" + config.name() + "' still takes tasks: close or terminate it before join");
        }
        return supervisor.join(timeout);
    }

    /** Name, number of workers and state. */
    @Override
    public String toString() {
        return "ProcessPool(name='" + config.name() + "', processes=" + config.processes()
                + (dispatcher.isOpen() ? ", open)" : ", closed)");
    }

    @SuppressWarnings("unchecked") // the caller's signature ties function and result
    private <R extends @Nullable Object> AsyncResult<R> submit(@Nullable Object... functionAndArguments) {
        Task task = Task.call(codec, tasks.incrementAndGet(), functionAndArguments);
        dispatcher.submit(List.of(task));
        return (AsyncResult<R>) task.outcome();
    }

    private static <A extends @Nullable Object> List<A> listed(Iterable<? extends A> items) {
        List<A> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }
}
