package io.multiproc.core.pool.outcome;

import io.multiproc.core.pool.dispatch.Lookout;
import io.multiproc.core.waiting.EventWaitable;
import io.multiproc.core.waiting.Futures;
import io.multiproc.core.waiting.Listeners;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.AsyncResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that somebody may wait for. When it has arrived, callbacks are told first, and only then it is there for
 * those who wait, unless they are the callbacks themselves.
 *
 * @param <T> type of the result
 */
abstract class PendingResult<T extends @Nullable Object> implements AsyncResult<T>, EventWaitable {

    private static final Logger LOG = System.getLogger(PendingResult.class.getName());

    private final Lookout lookout;
    private final CompletableFuture<Boolean> visible = new CompletableFuture<>();
    private final Object lock = new Object();
    private @Nullable List<Runnable> callbacks; // guarded by the lock
    private boolean arrived; // guarded by the lock
    private volatile @Nullable Thread telling;
    private volatile @Nullable Listeners listeners; // made when the first one comes, who are few

    /** An outcome to come; whoever waits for it helps to look. */
    PendingResult(Lookout lookout) {
        this.lookout = lookout;
    }

    /** What to call it in messages. */
    abstract String label();

    /** What it is, or what it throws; called only when it has arrived. */
    abstract T outcome();

    /** Whether it is a result; called only when it has arrived. */
    abstract boolean isResult();

    /** Whether there will be no outcome since somebody did not want it any more; called only when it has arrived. */
    abstract boolean isGivenUp();

    /** It is there: tells the callbacks on the executor, if there are any. */
    final void arrive(Executor executor) {
        List<Runnable> told;
        synchronized (lock) {
            if (arrived) {
                return;
            }
            arrived = true;
            told = callbacks;
            callbacks = null;
        }
        if (told == null) {
            show();
        } else {
            executor.execute(() -> tell(told));
        }
    }

    private void tell(List<Runnable> told) {
        telling = Thread.currentThread();
        for (Runnable callback : told) {
            tell(callback);
        }
        telling = null;
        show();
    }

    private void show() {
        visible.complete(true);
        Listeners waiting = listeners;
        if (waiting != null) {
            waiting.run();
        }
    }

    @Override
    public final Subscription whenReady(Runnable action) {
        Subscription subscription = listeners().add(action);
        if (visible.isDone()) {
            action.run();
        }
        return subscription;
    }

    private Listeners listeners() {
        synchronized (lock) {
            Listeners known = listeners;
            if (known == null) {
                known = new Listeners();
                listeners = known;
            }
            return known;
        }
    }

    private void tell(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "a callback of " + label() + " failed", e);
        }
    }

    @Override
    public final AsyncResult<T> onResult(Consumer<? super T> callback) {
        Objects.requireNonNull(callback, "callback");
        whenArrived(() -> {
            Settled<T> settled = settled();
            if (settled.failure() == null) {
                callback.accept(settled.value());
            }
        });
        return this;
    }

    @Override
    public final AsyncResult<T> onError(Consumer<? super Throwable> callback) {
        Objects.requireNonNull(callback, "callback");
        whenArrived(() -> {
            Throwable failure = settled().failure();
            if (failure != null) {
                callback.accept(failure);
            }
        });
        return this;
    }

    @Override
    public final CompletableFuture<T> toCompletableFuture() {
        CompletableFuture<T> future = new CompletableFuture<>();
        whenArrived(() -> {
            Settled<T> settled = settled();
            if (settled.failure() == null) {
                future.complete(settled.value());
            } else {
                future.completeExceptionally(settled.failure());
            }
        });
        return future;
    }

    private void whenArrived(Runnable callback) {
        synchronized (lock) {
            if (!arrived) {
                if (callbacks == null) {
                    callbacks = new ArrayList<>(2);
                }
                callbacks.add(callback);
                return;
            }
        }
        tell(callback);
    }

    @Override
    public final boolean isCancelled() {
        return isReady() && isGivenUp();
    }

    @Override
    public final @Nullable Throwable exception() throws InterruptedException {
        await();
        return settled().failure();
    }

    @Override
    public final @Nullable Throwable exception(Duration timeout) throws InterruptedException, TimeoutException {
        if (!await(timeout)) {
            throw new TimeoutException(label() + " has no outcome within " + timeout);
        }
        return settled().failure();
    }

    private record Settled<T extends @Nullable Object>(
            T value, @Nullable Throwable failure) {}

    @SuppressWarnings("NullAway") // there is no value beside a failure
    private Settled<T> settled() {
        try {
            return new Settled<>(outcome(), null);
        } catch (RuntimeException | Error e) {
            return new Settled<>(null, e);
        }
    }

    @Override
    public final T get() throws InterruptedException {
        await();
        return outcome();
    }

    @Override
    public final T get(Duration timeout) throws InterruptedException, TimeoutException {
        if (!await(timeout)) {
            throw new TimeoutException(label() + " has no outcome within " + timeout);
        }
        return outcome();
    }

    @Override
    public final void await() throws InterruptedException {
        if (isReady() || spin(Long.MAX_VALUE)) {
            return;
        }
        Futures.await(visible);
    }

    @Override
    public final boolean await(Duration timeout) throws InterruptedException {
        return isReady() || spin(Deadline.nanos(timeout)) || Futures.await(visible, timeout);
    }

    @Override
    public final boolean isReady() {
        return visible.isDone() || telling == Thread.currentThread();
    }

    @Override
    public final boolean isSuccessful() {
        if (!isReady()) {
            throw new IllegalStateException(label() + " has no outcome yet: wait for it first");
        }
        return isResult();
    }

    private boolean spin(long mostNanos) throws InterruptedException {
        if (lookout.spin(visible::isDone, System.nanoTime(), mostNanos)) {
            return true;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for " + label());
        }
        return false;
    }
}
