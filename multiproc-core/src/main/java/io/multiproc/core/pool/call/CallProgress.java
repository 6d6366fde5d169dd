package io.multiproc.core.pool.call;

import io.multiproc.core.waiting.Futures;
import io.multiproc.pool.PoolProgress;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one call has done, and has it reported now and then. May be used by any thread; counting neither waits
 * nor runs code of the program's.
 */
final class CallProgress {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long UNKNOWN = -1;

    private final Reporter reporter;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private volatile long total;

    private CallProgress(Reporter reporter, long total) {
        this.reporter = reporter;
        this.total = total;
    }

    /** Of a call that is to begin; null if nobody wants to know. */
    static @Nullable CallProgress of(@Nullable Reporter reporter, Iterable<?> items) {
        if (reporter == null) {
            return null;
        }
        long total = items instanceof java.util.Collection<?> sized ? sized.size() : UNKNOWN;
        return new CallProgress(reporter, total);
    }

    /** The call begins: has that reported. */
    void begin() {
        PoolProgress nothing = now(false); // later it may be more
        reporter.thread().execute(() -> reporter.tell(nothing));
    }

    /** Some items are done. */
    void done(int items) {
        done.addAndGet(items);
        changed();
    }

    /** One of them has failed. */
    void failed() {
        failed.incrementAndGet();
        changed();
    }

    private void changed() {
        if (!over.get() && due.compareAndSet(false, true)) {
            reporter.thread().executeAfter(this::report, PAUSE_NANOS);
        }
    }

    private void report() {
        due.set(false);
        if (!over.get()) {
            reporter.tell(now(false));
        }
    }

    /** The input had so many items. */
    void total(long items) {
        total = items;
    }

    /** The call is over: has that reported. */
    void end() {
        if (over.compareAndSet(false, true)) {
            reporter.thread().execute(() -> {
                reporter.tell(now(true));
                told.complete(null);
            });
        }
    }

    /** The same, and waits until the listener knows, unless this thread is its own or interrupted. */
    void endAndAwait() {
        end();
        if (reporter.thread().isCurrent()) {
            return;
        }
        try {
            Futures.await(told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PoolProgress now(boolean isLast) {
        long known = total;
        return new PoolProgress(
                done.get(), failed.get(), known == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(known), isLast);
    }
}
