package io.multiproc.pool;

import java.time.Duration;

/**
 * A task and how long its worker was busy with it. Immutable.
 *
 * @param task its number among all of the pool
 * @param firstItem number of its first item among all of its map, from 0 on; negative if it was a single call
 * @param items number of its items
 * @param worker name of the worker
 * @param time from the moment that the worker had received it until its outcome was sent
 */
public record SlowTask(long task, int firstItem, int items, String worker, Duration time) {

    /** Such as {@code task 17 (items 32 to 39) took 1500 ms in ProcessPool-1-worker-2}. */
    @Override
    public String toString() {
        String which = firstItem < 0
                ? ""
                : items == 1
                        ? " (item " + firstItem + ")"
                        : " (items " + firstItem + " to " + (firstItem + items - 1) + ")";
        return "task " + task + which + " took " + time.toMillis() + " ms in " + worker;
    }
}
