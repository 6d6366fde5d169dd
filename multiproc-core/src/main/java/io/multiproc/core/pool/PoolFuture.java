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
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new ExecutionException(e);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return result.get(Duration.ofNanos(unit.toNanos(timeout)));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new ExecutionException(e);
        }
    }
}
