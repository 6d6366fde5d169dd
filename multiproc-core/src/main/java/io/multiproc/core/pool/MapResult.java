package io.multiproc.core.pool;

import io.multiproc.core.waiting.Futures;
import io.multiproc.pool.AsyncResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a map that nobody waits for yet. May be used by any thread.
 *
 * @param <R> type of the results
 */
final class MapResult<R extends @Nullable Object> implements AsyncResult<List<R>> {

    private static final Logger LOG = System.getLogger(MapResult.class.getName());

    private final String label;
    private final CompletableFuture<Outcome<R>> outcome = new CompletableFuture<>();

    MapResult(String label) {
        this.label = label;
    }

    /** One of the two is there. */
    private record Outcome<R extends @Nullable Object>(
            @Nullable List<R> results, @Nullable Throwable failure) {}

    /** Tells the callback, and only then whoever waits. */
    void succeed(List<R> results, Consumer<? super List<R>> callback) {
        tell(results, callback);
        outcome.complete(new Outcome<>(results, null));
    }

    /** Tells the callback, and only then whoever waits. */
    void fail(Throwable failure, Consumer<? super Throwable> callback) {
        tell(failure, callback);
        outcome.complete(new Outcome<>(null, failure));
    }

    private <T> void tell(T what, Consumer<? super T> callback) {
        try {
            callback.accept(what);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a callback of " + label + " failed", e);
        }
    }

    @Override
    public List<R> get() throws InterruptedException {
        await();
        return result();
    }

    @Override
    public List<R> get(Duration timeout) throws InterruptedException, TimeoutException {
        if (!await(timeout)) {
            throw new TimeoutException(label + " has no outcome within " + timeout);
        }
        return result();
    }

    private List<R> result() {
        Outcome<R> known = outcome.join();
        if (known.failure() instanceof Error error) {
            throw error;
        }
        if (known.failure() instanceof RuntimeException failure) {
            throw failure;
        }
        if (known.results() == null) {
            throw new IllegalStateException(label + " was interrupted", known.failure());
        }
        return known.results();
    }

    @Override
    public void await() throws InterruptedException {
        Futures.await(outcome);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return Futures.await(outcome, timeout);
    }

    @Override
    public boolean isReady() {
        return outcome.isDone();
    }

    @Override
    public boolean isSuccessful() {
        Outcome<R> known = outcome.getNow(null);
        if (known == null) {
            throw new IllegalStateException(label + " has no outcome yet: wait for it first");
        }
        return known.failure() == null;
    }
}
