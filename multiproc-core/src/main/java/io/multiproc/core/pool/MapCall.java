package io.multiproc.core.pool;

import io.multiproc.ipc.codec.ObjectCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code map}: the calling thread encodes chunks, hands them over, and decodes results as they come.
 *
 * <p>What is in flight is bounded by number and bytes, so a long input is not held in memory twice.
 *
 * @param <A> type of the items
 * @param <R> type of the results
 */
final class MapCall<A extends @Nullable Object, R extends @Nullable Object> {

    private static final int MOST_CHUNKS_IN_FLIGHT = 4096;
    private static final long MOST_BYTES_IN_FLIGHT = 64L << 20;
    private static final int MOST_TASKS_IN_GROUP = 16;
    private static final int MOST_BYTES_IN_GROUP = 32 * 1024;
    private static final int FIRST_ROOM = 1 << 16;

    private final Dispatcher dispatcher;
    private final ObjectCodec codec;
    private final AtomicLong taskNumbers;
    private final SharedFunction function;
    private final int chunkSize;
    private final ArrayDeque<Task> inFlight = new ArrayDeque<>();
    private final List<R> results;
    private final List<Task> group = new ArrayList<>();
    private final boolean inputIsAtHand;
    private int groupBytes;
    private long bytesInFlight;
    private @Nullable Throwable firstFailure;
    private long firstFailureOrder = Long.MAX_VALUE;

    /**
     * Prepares a call.
     *
     * @param items number of items, or negative if that is not known: then an item may be long in coming
     */
    MapCall(
            Dispatcher dispatcher,
            ObjectCodec codec,
            AtomicLong taskNumbers,
            SharedFunction function,
            int chunkSize,
            int items) {
        this.results = new ArrayList<>(Math.max(0, items));
        this.inputIsAtHand = items >= 0;
        this.dispatcher = dispatcher;
        this.codec = codec;
        this.taskNumbers = taskNumbers;
        this.function = function;
        this.chunkSize = chunkSize;
    }

    /** Does a map that the dispatcher has begun. */
    List<R> run(Iterable<? extends A> items) throws InterruptedException {
        try {
            return results(items);
        } finally {
            dispatcher.endMap();
        }
    }

    private List<R> results(Iterable<? extends A> items) throws InterruptedException {
        try {
            submitAll(items.iterator());
        } catch (RuntimeException
                | Error e) { // of the input, or an item that cannot be sent: after the chunks before it
            while (!inFlight.isEmpty()) {
                takeOldest();
            }
            throw e;
        } finally {
            dispatcher.complete(function);
        }
        while (!inFlight.isEmpty()) {
            takeOldest();
        }
        if (firstFailure instanceof Error error) {
            throw error;
        }
        if (firstFailure != null) {
            throw (RuntimeException) firstFailure;
        }
        return results;
    }

    private void submitAll(Iterator<? extends A> items) throws InterruptedException {
        int first = 0;
        try {
            while (items.hasNext()) {
                @Nullable Object[] chunk = next(items);
                Task task = Task.chunk(codec, taskNumbers.incrementAndGet(), first, chunk, function);
                first += chunk.length;
                group.add(task);
                groupBytes += task.bytes();
                if (isGroupComplete()) {
                    handOver();
                }
            }
        } finally {
            handOver();
        }
    }

    /** Tasks of items that are all at hand may wait for each other for a moment, once the workers have some. */
    private boolean isGroupComplete() {
        return !inputIsAtHand
                || groupBytes > MOST_BYTES_IN_GROUP
                || group.size() >= Math.min(MOST_TASKS_IN_GROUP, inFlight.size() / 2);
    }

    private void handOver() throws InterruptedException {
        if (!group.isEmpty()) {
            dispatcher.submitOfMap(group);
            inFlight.addAll(group);
            bytesInFlight += groupBytes;
            group.clear();
            groupBytes = 0;
        }
        while (inFlight.size() > MOST_CHUNKS_IN_FLIGHT || bytesInFlight > MOST_BYTES_IN_FLIGHT || oldestIsReady()) {
            takeOldest();
        }
    }

    private @Nullable Object[] next(Iterator<? extends A> items) {
        @Nullable Object[] chunk = new @Nullable Object[Math.min(chunkSize, FIRST_ROOM)];
        int count = 0;
        while (count < chunkSize && items.hasNext()) {
            if (count == chunk.length) {
                chunk = Arrays.copyOf(chunk, (int) Math.min(chunkSize, 2L * count));
            }
            chunk[count++] = items.next();
        }
        return count == chunk.length ? chunk : Arrays.copyOf(chunk, count);
    }

    private boolean oldestIsReady() {
        Task oldest = inFlight.peek();
        return oldest != null && oldest.outcome().isReady();
    }

    @SuppressWarnings("unchecked") // the worker applied a function with this result type
    private void takeOldest() throws InterruptedException {
        Task task = inFlight.remove();
        bytesInFlight -= task.bytes();
        try {
            Object result = task.outcome().get();
            if (task.items() == 1) {
                results.add((R) result);
            } else {
                results.addAll(Arrays.asList((R[]) result));
            }
        } catch (RuntimeException | Error e) {
            long order = task.outcome().order();
            if (order < firstFailureOrder) {
                firstFailureOrder = order;
                firstFailure = e;
            }
        }
    }
}
