package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TimeLimits;
import java.util.concurrent.TimeUnit;

/**
 * The unfinished tasks that must not run for ever: as long as there are some, somebody looks at them. Guarded by the
 * dispatcher's lock.
 */
final class WatchList {

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int LOOKS_PER_TIMEOUT = 10;

    private Runnable watchman = () -> {};
    private boolean watching;
    private int tasks;
    private long shortestNanos = TimeLimits.NEVER;

    /**
     * Called when there is something to look at, and again after {@link #pauseNanos} has said that there is nothing.
     */
    void watchman(Runnable begins) {
        watchman = begins;
    }

    void add(Task task) {
        if (task.isWatched()) {
            return;
        }
        task.watch(true);
        tasks++;
        shortestNanos = Math.min(shortestNanos, task.sink().limits().shortestNanos());
        if (!watching) {
            watching = true;
            watchman.run();
        }
    }

    void remove(Task task) {
        if (task.isWatched()) {
            task.watch(false);
            tasks--;
        }
    }

    /** How long to wait before the next look; negative if nothing is left to look at. */
    long pauseNanos() {
        if (tasks > 0) {
            return Math.max(SHORTEST_PAUSE_NANOS, Math.min(shortestNanos / LOOKS_PER_TIMEOUT, LONGEST_PAUSE_NANOS));
        }
        watching = false;
        shortestNanos = TimeLimits.NEVER;
        return -1;
    }
}
