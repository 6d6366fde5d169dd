package io.multiproc.core.pool.dispatch;

import io.multiproc.core.current.BackgroundThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A daemon thread that does one thing after the other, and is not there when there is nothing to do. */
public final class PoolThread implements Executor {

    private static final Logger LOG = System.getLogger(PoolThread.class.getName());

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
        if (!accepts(action, delayNanos)) {
            LOG.log(Level.DEBUG, "the pool has ended: a late event is ignored");
        }
    }

    /** Has it done, after the end by the calling thread: for what somebody waits for. */
    public void executeOrRun(Runnable action) {
        if (!accepts(action, 0)) {
            run(action);
        }
    }

    /** Has it done, unless this is after the end: then it is the caller's to do. */
    public boolean accepts(Runnable action) {
        return accepts(action, 0);
    }

    /** Not while it is told to end: what it takes in that very moment would never be done. */
    private synchronized boolean accepts(Runnable action, long delayNanos) {
        try {
            ScheduledFuture<?> unused = executor.schedule(
                    () -> {
                        current = Thread.currentThread();
                        run(action);
                    },
                    delayNanos,
                    TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Nobody asks the executor what was thrown. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "thread " + Thread.currentThread().getName() + " could not do what it was told to", e);
        }
    }

    /** Whether it is the thread that asks. */
    public boolean isCurrent() {
        return Thread.currentThread() == current;
    }

    /** Takes nothing more. */
    public synchronized void end() {
        executor.shutdown();
    }

    /** Takes nothing more, and waits so long for what it has taken, unless it is this thread itself that says so. */
    public void endAndAwait(long mostNanos) {
        end();
        if (isCurrent()) {
            return;
        }
        try {
            boolean unused = executor.awaitTermination(mostNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
