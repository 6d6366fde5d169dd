package io.multiproc.core.pool.call;

import io.multiproc.core.pool.dispatch.Lookout;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskSink;
import io.multiproc.core.pool.task.TimeLimits;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one call that have their reply and were not looked at yet, in the order of their arrival. Thread-safe.
 */
final class Arrivals implements TaskSink {

    private final ArrayDeque<Task> tasks = new ArrayDeque<>();
    private volatile int count;
    private final @Nullable CallProgress progress;
    private final TimeLimits limits;
    private final Lookout lookout;
    private int waiting;
    private volatile boolean stopped;

    /**
     * None yet.
     *
     * @param progress told of each, or null
     * @param limits how long an item may run
     */
    Arrivals(@Nullable CallProgress progress, TimeLimits limits, Lookout lookout) {
        this.lookout = lookout;
        this.limits = limits;
        this.progress = progress;
    }

    @Override
    public TimeLimits limits() {
        return limits;
    }

    @Override
    public void replied(int items) {
        if (progress != null) {
            progress.done(items);
        }
    }

    @Override
    public synchronized void done(Task task) {
        tasks.add(task);
        count = tasks.size();
        if (waiting > 0) {
            notifyAll();
        }
    }

    /** Whoever waits gets null from now on. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    boolean isStopped() {
        return stopped;
    }

    @Override
    public boolean isUnwanted() {
        return stopped;
    }

    /** The next one if there is one, or null. */
    @Nullable
    Task poll() {
        if (count == 0) {
            return null;
        }
        synchronized (this) {
            Task task = tasks.poll();
            count = tasks.size();
            return task;
        }
    }

    /** The next one; null when the time is over or it was stopped. */
    @Nullable
    Task take(long timeoutNanos) throws InterruptedException {
        long start = System.nanoTime();
        Task task = poll();
        if (task == null) {
            task = lookout.spin(() -> count > 0, start, timeoutNanos) ? poll() : null;
        }
        return task == null ? sleep(start, timeoutNanos) : task;
    }

    private synchronized @Nullable Task sleep(long start, long timeoutNanos) throws InterruptedException {
        waiting++;
        try {
            for (Task task = poll(); ; task = poll()) {
                long left = timeoutNanos - (System.nanoTime() - start);
                if (task != null || left <= 0 || stopped) {
                    return task;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } finally {
            waiting--;
        }
    }
}
