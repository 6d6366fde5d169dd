package io.multiproc.core.pool.call;

import io.multiproc.core.current.OnceAction;
import io.multiproc.core.pool.blame.ItemFailure;
import io.multiproc.core.pool.dispatch.Dispatcher;
import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.outcome.Items;
import io.multiproc.core.pool.outcome.Outcomes;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.ResultIterator;
import io.multiproc.process.ProcessException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The results of an {@code imap}. Each time a result is asked for, at least one chunk is read, and more while no result
 * is there: the workers have something to do, and an input that is slow holds no result up for longer than one chunk
 * takes.
 *
 * @param <R> type of the results
 */
final class FlowIterator<R extends @Nullable Object> implements ResultIterator<R> {

    @SuppressWarnings("unused") // a pool that is garbage ends: not while somebody iterates
    private final Object owner;

    private final PoolCore pool;
    private final ChunkFlow flow;
    private final ResultQueue results;
    private final boolean collects;
    private final boolean failsFast;
    private final int mostChunks;
    private final @Nullable CallProgress progress;

    private @Nullable Iterator<?> input;
    private @Nullable Throwable inputFailure;
    private @Nullable Object[] current = new @Nullable Object[0];
    private int next;
    private int firstOfCurrent;

    FlowIterator(
            Object owner,
            PoolCore pool,
            SharedFunction function,
            ChunkSizer sizer,
            Iterable<?> items,
            boolean ordered,
            CallStyle style) {
        this.owner = owner;
        Dispatcher dispatcher = pool.dispatcher();
        this.pool = pool;
        CallProgress told = CallProgress.of(style.reporter(), items);
        this.progress = told;
        if (told != null) {
            told.begin();
        }
        int mode = TaskMessage.EACH | TaskMessage.PIECES;
        this.flow =
                new ChunkFlow(pool, function, ChunkFlow.Call.of(sizer, mode, items, told, style, dispatcher::submit));
        this.results = new ResultQueue(ordered);
        this.collects = style.collects();
        this.failsFast = style.errors() == CallStyle.Errors.FAIL_FAST;
        this.mostChunks = style.bounds().mostOfImap();
        OnceAction.onGarbage(this, () -> dropped(dispatcher, function, told)); // one that is dropped half-way
        begin(items);
    }

    private static void dropped(Dispatcher dispatcher, SharedFunction function, @Nullable CallProgress progress) {
        dispatcher.complete(function);
        if (progress != null) {
            progress.end();
        }
    }

    private void begin(Iterable<?> items) {
        try {
            input = Objects.requireNonNull(items.iterator(), "the iterator of the items");
        } catch (Throwable e) { // also a checked one, which some languages throw without saying so
            inputFailure = e;
            flow.end();
        }
        readAhead(Deadline.NEVER);
    }

    @Override
    public boolean hasNext() {
        if (next < current.length || outstanding() > 0) {
            return true;
        }
        readAhead(Deadline.NEVER);
        boolean more = outstanding() > 0 || inputFailure != null;
        if (!more) {
            tellEnd();
        }
        return more;
    }

    @Override
    public R next() {
        try {
            return nextBefore(Deadline.NEVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessException("interrupted while waiting for the next result (it is not lost)", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("waited for ever", e);
        }
    }

    @Override
    public R next(Duration timeout) throws InterruptedException, TimeoutException {
        return nextBefore(Deadline.after(timeout));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the workers applied a function with this result type
    private R nextBefore(long deadline) throws InterruptedException, TimeoutException {
        while (next == current.length) { // a chunk has at least one item
            Task chunk = chunk(deadline);
            current = Items.of(pool, chunk);
            firstOfCurrent = chunk.form().firstItem();
            next = 0;
        }
        int index = firstOfCurrent + next;
        Object item = current[next];
        current[next++] = null;
        if (item instanceof ItemFailure failure) {
            if (progress != null) {
                progress.failed();
            }
            if (failsFast) {
                giveUp(true);
            }
            if (!collects) {
                throw failure.thrown();
            }
        }
        return (R) (collects ? Outcomes.of(index, item) : item);
    }

    private Task chunk(long deadline) throws InterruptedException, TimeoutException {
        readAhead(deadline);
        while (!results.isHeadReady()) {
            if (flow.inFlight() == 0) {
                throw end();
            }
            Task arrived = flow.take(Deadline.isOver(deadline) ? 0 : Deadline.remaining(deadline));
            if (arrived != null) {
                results.arrived(arrived);
                readOn(deadline);
            } else if (flow.isCancelled()) {
                throw new NoSuchElementException("no more results: the iterator was closed meanwhile");
            } else {
                throw new TimeoutException("the next result is not there in time");
            }
        }
        return results.removeHead();
    }

    /** What {@link #next} throws when there is nothing more to come. */
    private RuntimeException end() {
        Throwable failure = inputFailure;
        inputFailure = null;
        tellEnd();
        return failure == null
                ? new NoSuchElementException("no more results")
                : FlowIterator.<RuntimeException>same(failure);
    }

    /** Throws it as it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // no cast takes place
    private static <E extends Throwable> E same(Throwable failure) throws E {
        throw (E) failure;
    }

    private void tellEnd() {
        if (progress != null) {
            progress.endAndAwait();
        }
    }

    /** Others have come than the one that is next: their workers need something to do while that one takes its time. */
    private void readOn(long deadline) {
        if (!results.isHeadReady()) {
            readAhead(deadline);
        }
    }

    /**
     * Reads at least one chunk if there is room, and then until there is none, the next result is there, or the time is
     * over.
     */
    private void readAhead(long deadline) {
        try {
            while (input != null && mayRead()) {
                if (!flow.read(input, results::read)) {
                    endOfInput();
                }
                for (Task arrived = flow.poll(); arrived != null; arrived = flow.poll()) {
                    results.arrived(arrived);
                }
                if (results.isHeadReady() || Deadline.isOver(deadline)) {
                    break;
                }
            }
        } catch (Throwable e) { // thrown where the input would go on; also a checked one, as above
            inputFailure = e;
            endOfInput();
        }
        handOver();
    }

    private boolean mayRead() {
        int outstanding = outstanding();
        return outstanding == 0 || (outstanding < mostChunks && flow.hasRoom(results.bytes()));
    }

    private void handOver() {
        try {
            flow.handOver();
        } catch (RuntimeException e) { // the outcome of each chunk that was to be handed over
            endOfInput();
        }
    }

    private void endOfInput() {
        if (input != null) {
            input = null;
            flow.end();
        }
    }

    /** Number of chunks that were read and whose results were not asked for. */
    private int outstanding() {
        return results.outstanding(flow.inFlight());
    }

    @Override
    public void close() {
        giveUp(false);
    }

    /** Gives up what has not begun, and what runs as well if that is said. */
    private void giveUp(boolean running) {
        endOfInput();
        inputFailure = null;
        next = current.length;
        results.clear();
        flow.cancel(running);
        flow.forget();
        tellEnd();
    }
}
