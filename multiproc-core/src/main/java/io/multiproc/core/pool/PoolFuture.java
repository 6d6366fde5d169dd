package io.multiproc.core.pool;

import io.multiproc.pool.AsyncResult;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The outcome of a task as the JDK has it. */
record PoolFuture<T>(AsyncResult<T> result) implements Future<T> {

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return result.cancel(mayInterruptIfRunning);
    }

    @Override
    public boolean isCancelled() {
        return result.isCancelled();
    }

    @Override
    public boolean isDone() {
        return result.isReady();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            return result.get();
        } catch (RuntimeException | Error e) {
            throw failure(e);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return result.get(Duration.ofNanos(unit.toNanos(timeout)));
        } catch (RuntimeException | Error e) {
            throw failure(e);
        }
    }

    /** A task may throw a CancellationException as well: then it was not cancelled. */
    private ExecutionException failure(Throwable thrown) {
        if (thrown instanceof CancellationException cancelled && result.isCancelled()) {
            throw cancelled;
        }
        return new ExecutionException(thrown);
    }
}
