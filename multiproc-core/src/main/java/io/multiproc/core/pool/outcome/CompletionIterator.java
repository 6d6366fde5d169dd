package io.multiproc.core.pool.outcome;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ResultIterator;
import io.multiproc.process.ProcessException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes as they come. One thread at a time.
 *
 * @param <R> type of the outcomes
 */
public final class CompletionIterator<R extends AsyncResult<?>> implements ResultIterator<R> {

    private final Completions<R> completions;
    private boolean closed;

    /** Begins to listen. */
    public CompletionIterator(Collection<R> results) {
        completions = new Completions<>(List.copyOf(results));
    }

    @Override
    public boolean hasNext() {
        return !closed && completions.hasLeft();
    }

    @Override
    public R next() {
        try {
            return Objects.requireNonNull(take(Deadline.NEVER), "outcome");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessException("interrupted while waiting for the next outcome", e);
        }
    }

    @Override
    public R next(Duration timeout) throws InterruptedException, TimeoutException {
        R next = take(Deadline.after(timeout));
        if (next == null) {
            throw new TimeoutException("no further outcome within " + timeout);
        }
        return next;
    }

    private @Nullable R take(long deadline) throws InterruptedException {
        if (!hasNext()) {
            throw new NoSuchElementException("all outcomes have been taken");
        }
        return completions.take(deadline);
    }

    @Override
    public void close() {
        closed = true;
        completions.close();
    }
}
