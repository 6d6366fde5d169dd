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
    private static final int FIRST_ROOM = 1 << 16;

    private final Dispatcher dispatcher;
    private final ObjectCodec codec;
    private final AtomicLong taskNumbers;
    private final SharedFunction function;
    private final int chunkSize;
    private final ArrayDeque<Task> inFlight = new ArrayDeque<>();
    private final List<R> results;
    private long bytesInFlight;
    private @Nullable Throwable firstFailure;
    private long firstFailureOrder = Long.MAX_VALUE;

    /**
     * Prepares a call.
     *
     * @param expected number of items, if it is known; a guess costs nothing but memory
     */
    MapCall(
            Dispatcher dispatcher,
            ObjectCodec codec,
            AtomicLong taskNumbers,
            SharedFunction function,
            int chunkSize,
            int expected) {
        this.results = new ArrayList<>(expected);
        this.dispatcher = dispatcher;
        this.codec = codec;
        this.taskNumbers = taskNumbers;
        this.function = function;
        this.chunkSize = chunkSize;
    }

    List<R> run(Iterable<? extends A> items) throws InterruptedException {
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
        while (items.hasNext()) {
            @Nullable Object[] chunk = next(items);
            Task task = Task.chunk(codec, taskNumbers.incrementAndGet(), first, chunk, function);
            first += chunk.length;
            dispatcher.submit(task);
            inFlight.add(task);
            bytesInFlight += task.bytes();
            while (inFlight.size() > MOST_CHUNKS_IN_FLIGHT || bytesInFlight > MOST_BYTES_IN_FLIGHT || oldestIsReady()) {
                takeOldest();
            }
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
