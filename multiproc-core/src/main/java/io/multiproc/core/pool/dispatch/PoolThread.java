package io.multiproc.core.pool.dispatch;

import io.multiproc.core.current.BackgroundThread;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A daemon thread that does one thing after the other, and is not there when there is nothing to do. */
public final class PoolThread implements Executor {

    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread current;

    public PoolThread(String name) {
        executor = BackgroundThread.named(name);
    }

    /** Has it done; not after the end, when it is nobody's business any more. */
    @Override
    public void execute(Runnable action) {
        executeAfter(action, 0);
    }

    /** Has it done when that time is over. */
    public void executeAfter(Runnable action, long delayNanos) {
        try {
            ScheduledFuture<?> unused = executor.schedule(
                    () -> {
                        current = Thread.currentThread();
                        action.run();
                    },
                    delayNanos,
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            System.getLogger(PoolThread.class.getName())
                    .log(Level.DEBUG, "the pool has ended: a late event is ignored");
        }
    }

    /** Whether it is the thread that asks. */
    public boolean isCurrent() {
        return Thread.currentThread() == current;
    }

    /** Takes nothing more. */
    public void end() {
        executor.shutdown();
    }

    /** Takes nothing more, and waits for what it has taken, unless it is this thread itself that says so. */
    public void endAndAwait() {
        executor.shutdown();
        if (isCurrent()) {
            return;
        }
        try {
            boolean unused = executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
