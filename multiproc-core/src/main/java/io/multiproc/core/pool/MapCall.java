package io.multiproc.core.pool;

import io.multiproc.ipc.codec.ObjectCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
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

    private final Dispatcher dispatcher;
    private final ObjectCodec codec;
    private final AtomicLong taskNumbers;
    private final SharedFunction function;
    private final int chunkSize;
    private final ArrayDeque<Task> inFlight = new ArrayDeque<>();
    private final List<R> results = new ArrayList<>();
    private long bytesInFlight;
    private @Nullable Throwable firstFailure;
    private long firstFailureOrder = Long.MAX_VALUE;

    MapCall(Dispatcher dispatcher, ObjectCodec codec, AtomicLong taskNumbers, SharedFunction function, int chunkSize) {
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
            List<@Nullable Object> chunk = new ArrayList<>(Math.min(chunkSize, 1024));
            while (chunk.size() < chunkSize && items.hasNext()) {
                chunk.add(items.next());
            }
            Task task = Task.chunk(codec, taskNumbers.incrementAndGet(), first, chunk.toArray(), function);
            first += chunk.size();
            dispatcher.submit(task);
            inFlight.add(task);
            bytesInFlight += task.bytes();
            while (inFlight.size() > MOST_CHUNKS_IN_FLIGHT || bytesInFlight > MOST_BYTES_IN_FLIGHT || oldestIsReady()) {
                takeOldest();
            }
        }
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
                Collections.addAll(results, (R[]) result);
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
