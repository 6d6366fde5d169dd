package io.multiproc.core.pool.call;

import io.multiproc.core.pool.blame.ItemFailure;
import io.multiproc.core.pool.dispatch.Dispatcher;
import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.outcome.Items;
import io.multiproc.core.pool.outcome.MapResult;
import io.multiproc.core.pool.outcome.Outcomes;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.wire.TaskMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code map}: the calling thread encodes chunks, hands them over, and decodes results as they come.
 *
 * <p>What is in flight is bounded by number and bytes, so a long input is not held in memory twice.
 *
 * @param <R> type of the results
 */
final class MapCall<R extends @Nullable Object> {

    private final PoolCore pool;
    private final ChunkFlow flow;
    private final @Nullable CallProgress progress;
    private final CallStyle.Errors errors;
    private final int mostInFlight;
    private final MapResults results;
    private @Nullable ItemFailure firstFailure;

    /** Prepares a call, which counts as accepted work from now on, until it was run or given up. */
    MapCall(PoolCore pool, SharedFunction function, ChunkSizer sizer, Iterable<?> items, CallStyle style) {
        Dispatcher dispatcher = pool.dispatcher();
        this.pool = pool;
        this.progress = CallProgress.of(style.reporter(), items);
        this.errors = style.errors();
        this.mostInFlight = style.bounds().mostOfMap();
        // else a lost item is the end of its chunk, and nobody wants to know of the items before it
        int mode = pool.config().retries().times() > 0 || progress != null ? TaskMessage.PIECES : 0;
        if (errors == CallStyle.Errors.FAIL_FAST) {
            mode |= TaskMessage.AT_ONCE;
        }
        if (style.collects()) {
            mode = TaskMessage.EACH | TaskMessage.PIECES;
        }
        this.flow = new ChunkFlow(
                pool, function, ChunkFlow.Call.of(sizer, mode, items, progress, style, dispatcher::submitOfMap));
        this.results = new MapResults(items instanceof Collection<?> sized ? sized.size() : MapResults.UNKNOWN);
        dispatcher.beginMap(); // last: nobody would end one whose items fail to say how many they are
    }

    /** Does the map. */
    List<R> run(Iterable<?> items) throws InterruptedException {
        try {
            if (progress != null) {
                progress.begin();
            }
            return results(items);
        } finally {
            pool.dispatcher().endMap();
            if (progress != null) {
                progress.endAndAwait();
            }
        }
    }

    /**
     * Does the map, and has what came of it told before the pool may take it for done, and end. If it has ended
     * already, that is told afterwards by this thread, which must not keep the pool then: a callback may wait for its
     * end.
     */
    void run(Iterable<?> items, MapResult<R> result) {
        List<Runnable> refused = new ArrayList<>(1);
        Executor teller = action -> {
            if (!pool.callbacks().accepts(action)) {
                refused.add(action);
            }
        };
        if (progress != null) { // its listener may end the pool, which must not wait for that listener
            settle(result, () -> run(items), teller);
        } else {
            try {
                settle(result, () -> results(items), teller);
            } finally {
                pool.dispatcher().endMap();
            }
        }
        refused.forEach(Runnable::run);
    }

    private interface Work<R> {
        R run() throws InterruptedException;
    }

    private static <R extends @Nullable Object> void settle(MapResult<R> result, Work<List<R>> work, Executor teller) {
        try {
            result.succeed(work.run(), teller);
        } catch (InterruptedException | RuntimeException | Error e) {
            result.fail(e, teller);
        }
    }

    /** It will not be run. */
    void giveUp() {
        flow.end();
        pool.dispatcher().endMap();
    }

    /** By any thread: whether an item runs now. */
    boolean isRunning() {
        return flow.isRunning();
    }

    /** By another thread: gives up the rest, for that reason. */
    void cancel(CancellationException reason, boolean mayInterruptIfRunning) {
        flow.cancel(reason, mayInterruptIfRunning);
    }

    @SuppressWarnings("unchecked") // the workers applied a function with this result type
    private List<R> results(Iterable<?> items) throws InterruptedException {
        try {
            readAll(items.iterator());
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            // of the input, also a checked one, or the error that ends it: after the chunks before it, if they are
            // wanted
            if (errors == CallStyle.Errors.FAIL_FAST) {
                abandon();
            } else {
                takeAll();
            }
            throw e;
        } finally {
            flow.end();
        }
        takeAll();
        if (firstFailure != null && errors != CallStyle.Errors.COLLECT) {
            throw firstFailure.thrown();
        }
        return (List<R>) results.all();
    }

    private void readAll(Iterator<?> items) throws InterruptedException {
        try {
            while (!flow.isCancelled() && flow.read(items, task -> {})) {
                for (Task task = flow.poll(); task != null; task = flow.poll()) {
                    take(task);
                }
                while (flow.inFlight() >= mostInFlight || flow.isHeavy()) {
                    flow.handOver();
                    takeOne();
                }
            }
        } finally {
            flow.handOver();
        }
    }

    private void takeAll() throws InterruptedException {
        while (flow.inFlight() > 0) {
            takeOne();
        }
    }

    private void takeOne() throws InterruptedException {
        Task task = flow.take(Long.MAX_VALUE);
        if (task == null) {
            throw new CancellationException("the map was cancelled");
        }
        take(task);
    }

    private void take(Task task) {
        @Nullable Object[] items = Items.of(pool, task);
        int first = task.firstItem();
        for (int i = 0; i < items.length; i++) {
            if (items[i] instanceof ItemFailure failure) {
                failed(failure);
            }
            if (errors == CallStyle.Errors.COLLECT) {
                items[i] = Outcomes.of(first + i, items[i]);
            }
        }
        results.put(first, items);
        if (errors == CallStyle.Errors.FAIL_FAST && firstFailure != null) {
            abandon();
            throw firstFailure.thrown();
        }
    }

    private void abandon() {
        flow.cancel(true);
        flow.forget();
    }

    private void failed(ItemFailure failure) {
        if (firstFailure == null || failure.order() < firstFailure.order()) {
            firstFailure = failure;
        }
        if (progress != null) {
            progress.failed();
        }
    }
}
