package io.multiproc.core.pool;

import io.multiproc.core.pool.outcome.CompletionIterator;
import io.multiproc.core.pool.staff.Supervisor;
import io.multiproc.function.SerializableCallable;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.reduction.NotSendableException;
import java.io.Serializable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A pool for code that takes an executor. */
final class PoolExecutorService implements ExecutorService {

    private static final Logger LOG = System.getLogger(PoolExecutorService.class.getName());

    private final WorkerPool pool;
    private final Supervisor supervisor;
    private volatile boolean shutdown;

    PoolExecutorService(WorkerPool pool, Supervisor supervisor) {
        this.pool = pool;
        this.supervisor = supervisor;
    }

    @Override
    public void execute(Runnable command) {
        Runnable sendable = sendable(command, Runnable.class);
        String name = pool.name();
        String task = command.getClass().getName();
        AsyncResult<?> unused = future(() -> {
                    sendable.run();
                    return true;
                })
                .result()
                .onError(failure -> failed(name, task, failure));
    }

    /** Nobody else is told. */
    private static void failed(String pool, String task, Throwable failure) {
        if (!(failure instanceof CancellationException)) {
            LOG.log(
                    Level.WARNING,
                    "a task that was given to the executor of pool '" + pool + "' failed: " + task
                            + " (submit returns a future that tells)",
                    failure);
        }
    }

    @Override
    public Future<?> submit(Runnable task) {
        return submit(task, null);
    }

    @Override
    @SuppressWarnings("NullAway") // the JDK's interface is not annotated: null is a result like any other
    public <T> Future<T> submit(Runnable task, @Nullable T result) {
        Runnable sendable = sendable(task, Runnable.class);
        return future(() -> {
            sendable.run();
            return result;
        });
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        Callable<T> sendable = sendable(task, Callable.class);
        return future(sendable::call);
    }

    private <T> PoolFuture<T> future(SerializableCallable<T> task) {
        if (shutdown) {
            throw new RejectedExecutionException("the executor of " + pool + " was shut down");
        }
        try {
            return new PoolFuture<>(pool.applyAsync(task));
        } catch (IllegalStateException | PoolBrokenException e) {
            throw new RejectedExecutionException(e.getMessage(), e);
        }
    }

    private static <T> T sendable(T task, Class<?> type) {
        Objects.requireNonNull(task, "task");
        if (!(task instanceof Serializable)) {
            throw new NotSendableException(
                    "a task for another process must be serializable: "
                            + task.getClass().getName() + " is not (cast the lambda: (" + type.getSimpleName()
                            + " & Serializable))",
                    task.getClass().getName(),
                    null);
        }
        return task;
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return invokeAll(tasks, Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        List<Future<T>> futures = new ArrayList<>();
        boolean allDone = false;
        try {
            tasks.forEach(task -> futures.add(submit(task)));
            long end = System.nanoTime() + Math.min(unit.toNanos(timeout), Long.MAX_VALUE / 2);
            for (Future<T> future : futures) {
                try {
                    future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (ExecutionException | CancellationException e) {
                    // It is that future's to tell.
                } catch (TimeoutException e) {
                    return futures;
                }
            }
            allDone = true;
            return futures;
        } finally {
            if (!allDone) {
                futures.forEach(late -> late.cancel(true));
            }
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try {
            return invokeAny(tasks, Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException("waited for centuries", e);
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("invokeAny needs a task: tasks=" + tasks);
        }
        long deadline = Deadline.after(Duration.ofNanos(unit.toNanos(timeout)));
        List<AsyncResult<T>> results = new ArrayList<>();
        try {
            for (Callable<T> task : tasks) {
                Callable<T> sendable = sendable(task, Callable.class);
                results.add(future(sendable::call).result());
            }
            return firstGood(results, deadline);
        } finally {
            results.forEach(result -> result.cancel(true));
        }
    }

    /** No callback tells of them: this may be called in one. */
    private static <T> T firstGood(List<AsyncResult<T>> results, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        ExecutionException failure = null;
        try (CompletionIterator<AsyncResult<T>> each = new CompletionIterator<>(results)) {
            while (each.hasNext()) {
                AsyncResult<T> done = each.next(Duration.ofNanos(Deadline.remaining(deadline)));
                try {
                    return done.get();
                } catch (RuntimeException | Error e) {
                    failure = new ExecutionException(e);
                }
            }
        }
        throw Objects.requireNonNull(failure, "the failure of the last");
    }

    @Override
    public void shutdown() {
        pool.checkMayEnd();
        if (!shutdown) {
            Thread closer = new Thread(pool::close, "multiproc-close-" + pool.name());
            closer.setDaemon(true);
            shutdown = true;
            try {
                closer.start();
            } catch (OutOfMemoryError e) { // no thread is left: to be tried again
                shutdown = false;
                throw e;
            }
        }
    }

    @Override
    public List<Runnable> shutdownNow() {
        pool.checkMayEnd();
        shutdown = true;
        pool.terminate();
        return List.of(); // what had not begun has its outcome: it was cancelled
    }

    @Override
    public boolean isShutdown() {
        return shutdown || !pool.isOpen();
    }

    @Override
    public boolean isTerminated() {
        return supervisor.hasEnded();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return supervisor.join(Duration.ofNanos(unit.toNanos(timeout)));
    }

    /** On JDKs whose executors can be closed: as that one does. */
    @SuppressWarnings("MissingOverride") // it overrides on newer JDKs only
    public void close() {
        shutdown();
        pool.close();
    }
}
