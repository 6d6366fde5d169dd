package io.multiproc.core.pool.call;

import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.outcome.MapResult;
import io.multiproc.core.pool.outcome.TaskOutcome;
import io.multiproc.core.pool.settings.Bounds;
import io.multiproc.core.pool.settings.Checks;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.TaskForm;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.OutcomeCalls;
import io.multiproc.pool.PoolCalls;
import io.multiproc.pool.ProgressListener;
import io.multiproc.pool.ResultIterator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls that are made through one face of a pool, all in the same style. */
public class StyledCalls extends SingleCalls {

    /** As in Python: about four chunks for each worker. */
    private static final int CHUNKS_PER_WORKER = 4;

    private final PoolCore core;
    private final Executor background;
    private final CallStyle style;

    @SuppressWarnings("unused") // a pool that is garbage ends: not while another face of it is used
    private final @Nullable Object owner;

    /**
     * A face of a pool.
     *
     * @param background has something done that takes as long as the pool's tasks
     * @param owner the pool; null if it is this one
     */
    public StyledCalls(PoolCore core, Executor background, CallStyle style, @Nullable Object owner) {
        this.core = core;
        this.background = background;
        this.style = style;
        this.owner = owner;
    }

    /** What all faces of the pool share. */
    public final PoolCore core() {
        return core;
    }

    @Override
    final <R extends @Nullable Object> AsyncResult<R> submit(@Nullable Object... functionAndArguments) {
        Objects.requireNonNull(functionAndArguments[0], "function");
        long number = core.nextTask();
        TaskOutcome<R> outcome = new TaskOutcome<>(core, number, style.limits());
        core.dispatcher().submit(List.of(TaskForm.call(core.codec(), number, functionAndArguments, outcome)));
        return outcome;
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items)
            throws InterruptedException {
        Collection<? extends A> sized =
                items instanceof Collection<? extends A> collection ? collection : listed(items);
        return this.<A, R>begin(function, sizer(sized.size()), sized).run(sized);
    }

    private ChunkSizer sizer(int items) {
        return style.adaptive()
                ? ChunkSizer.adaptive(core.dispatcher().roster().processes(), items)
                : ChunkSizer.fixed(defaultChunkSize(items));
    }

    /** Of an input that may be endless. */
    private ChunkSizer sizer(Iterable<?> items) {
        if (items instanceof Collection<?> sized && style.adaptive()) {
            return sizer(sized.size());
        }
        return style.adaptive() ? ChunkSizer.adaptive(core.dispatcher().roster().processes()) : ChunkSizer.fixed(1);
    }

    private static ChunkSizer checked(int chunkSize) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize must be >= 1: chunkSize=" + chunkSize);
        }
        return ChunkSizer.fixed(chunkSize);
    }

    private int defaultChunkSize(int items) {
        int chunks = CHUNKS_PER_WORKER * core.dispatcher().roster().processes();
        return Math.max(1, (items + chunks - 1) / chunks);
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> List<R> map(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize)
            throws InterruptedException {
        return this.<A, R>begin(function, checked(chunkSize), items).run(items);
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        List<A> listed = listed(items);
        return mapAsync(function, listed, sizer(listed.size()), null, null);
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize) {
        return mapAsync(function, listed(items), checked(chunkSize), null, null);
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function,
            Iterable<? extends A> items,
            int chunkSize,
            Consumer<? super List<R>> callback,
            Consumer<? super Throwable> errorCallback) {
        Objects.requireNonNull(callback, "callback");
        Objects.requireNonNull(errorCallback, "errorCallback");
        return mapAsync(function, listed(items), checked(chunkSize), callback, errorCallback);
    }

    private <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<List<R>> mapAsync(
            SerializableFunction<? super A, ? extends R> function,
            List<A> listed,
            ChunkSizer sizer,
            @Nullable Consumer<? super List<R>> callback,
            @Nullable Consumer<? super Throwable> errorCallback) {
        MapCall<R> call = begin(function, sizer, listed);
        MapResult<R> result = new MapResult<>(core, call::cancel, call::isRunning);
        if (callback != null && errorCallback != null) {
            result.onResult(callback).onError(errorCallback);
        }
        try {
            background.execute(() -> call.run(listed, result));
        } catch (RuntimeException | Error e) { // such as that no thread can be created
            call.giveUp();
            throw e;
        }
        return result;
    }

    private <A extends @Nullable Object, R extends @Nullable Object> MapCall<R> begin(
            SerializableFunction<? super A, ? extends R> function, ChunkSizer sizer, Iterable<? extends A> items) {
        return new MapCall<>(core, share(function, items), sizer, items, style);
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imap(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return new FlowIterator<>(this, core, share(function, items), sizer(items), items, true, style);
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imapUnordered(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items) {
        return new FlowIterator<>(this, core, share(function, items), sizer(items), items, false, style);
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imap(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize) {
        return new FlowIterator<>(this, core, share(function, items), checked(chunkSize), items, true, style);
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> ResultIterator<R> imapUnordered(
            SerializableFunction<? super A, ? extends R> function, Iterable<? extends A> items, int chunkSize) {
        return new FlowIterator<>(this, core, share(function, items), checked(chunkSize), items, false, style);
    }

    private SharedFunction share(SerializableFunction<?, ?> function, Iterable<?> items) {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(items, "items");
        core.dispatcher().checkOpen();
        return core.share(function);
    }

    /** As {@link io.multiproc.pool.ProcessPool#withProgress}. */
    public final PoolCalls withProgress(ProgressListener listener) {
        Objects.requireNonNull(listener, "listener");
        return face(style.with(new Reporter(listener, core.config().name())));
    }

    @Override
    public final PoolCalls withTaskTimeout(Duration timeout) {
        return face(style.within(style.limits().within(positiveNanos("taskTimeout", timeout))));
    }

    @Override
    public final PoolCalls withStallTimeout(Duration timeout) {
        return face(style.within(style.limits().stallingAtMost(positiveNanos("stallTimeout", timeout))));
    }

    @Override
    public final PoolCalls withInFlight(int tasks, long bytes) {
        return face(style.within(Bounds.of(tasks, bytes)));
    }

    @Override
    public final PoolCalls withAdaptiveChunks() {
        return face(style.adapting());
    }

    private static long positiveNanos(String name, Duration timeout) {
        return Deadline.nanos(Checks.positive(name, timeout));
    }

    @Override
    public final PoolCalls failingFast() {
        return face(style.with(CallStyle.Errors.FAIL_FAST));
    }

    @Override
    public final OutcomeCalls collectingAll() {
        return new CollectingCalls(face(style.with(CallStyle.Errors.COLLECT)));
    }

    private StyledCalls face(CallStyle other) {
        return new StyledCalls(core, background, other, owner == null ? this : owner);
    }

    private static <A extends @Nullable Object> List<A> listed(Iterable<? extends A> items) {
        Objects.requireNonNull(items, "items");
        List<A> list = new ArrayList<>();
        items.forEach(list::add);
        return list;
    }
}
