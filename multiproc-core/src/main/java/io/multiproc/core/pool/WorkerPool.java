package io.multiproc.core.pool;

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
        return new WorkerPool(config, dispatcher, supervisor);
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
        int chunks = CHUNKS_PER_WORKER * config.processes();
        return map(function, sized, Math.max(1, (sized.size() + chunks - 1) / chunks));
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize)
            throws InterruptedException {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(items, "items");
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize must be >= 1: chunkSize=" + chunkSize);
        }
        SharedFunction shared =
                new SharedFunction(functions.incrementAndGet(), codec.encode(function, TaskMessage.FUNCTION_HEADROOM));
        int count = items instanceof Collection<?> sized ? sized.size() : -1;
        return new MapCall<A, R>(dispatcher, codec, tasks, shared, chunkSize, count).run(items);
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
