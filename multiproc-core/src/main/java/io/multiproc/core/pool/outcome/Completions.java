package io.multiproc.core.pool.outcome;

import io.multiproc.core.waiting.EventWaitable;
import io.multiproc.core.waiting.EventWaitable.Subscription;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.AsyncResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes in the order in which they come, each once: told by the outcomes themselves, so that waiting for many costs
 * the same for each. Taken by one thread at a time.
 *
 * @param <R> type of the outcomes
 */
final class Completions<R extends AsyncResult<?>> implements AutoCloseable {

    private final LinkedBlockingQueue<R> arrived = new LinkedBlockingQueue<>();
    private final List<Subscription> subscriptions;
    private int left;

    Completions(Collection<R> results) {
        results.forEach(Completions::check);
        left = results.size();
        subscriptions = new ArrayList<>(left);
        for (R result : results) {
            subscriptions.add(((EventWaitable) result).whenReady(new Once<>(arrived, result)));
        }
    }

    private static void check(AsyncResult<?> result) {
        Objects.requireNonNull(result, "result");
        if (!(result instanceof EventWaitable)) {
            throw new IllegalArgumentException(
                    "cannot wait for a " + result.getClass().getName() + ": only for outcomes of this library's pools");
        }
    }

    /** Whether there are any that were not taken. */
    boolean hasLeft() {
        return left > 0;
    }

    /** The next one; null when the time is over. */
    @Nullable
    R take(long deadline) throws InterruptedException {
        R next = arrived.poll();
        if (next == null && deadline != Deadline.NOW) {
            next = arrived.poll(Deadline.remaining(deadline), TimeUnit.NANOSECONDS);
        }
        if (next != null) {
            left--;
        }
        return next;
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::cancel);
        subscriptions.clear();
    }

    /** An outcome may be told twice when it comes while it is asked for. */
    private static final class Once<R> implements Runnable {

        private final LinkedBlockingQueue<R> arrived;
        private @Nullable R result;

        Once(LinkedBlockingQueue<R> arrived, R result) {
            this.arrived = arrived;
            this.result = result;
        }

        @Override
        public synchronized void run() {
            if (result != null) {
                arrived.add(result);
                result = null;
            }
        }
    }
}
