package io.multiproc.core.pool.staff;

import java.util.concurrent.TimeUnit;

/**
 * Counts workers that die soon after they were ready, before they have begun a task: something in them is bad, such as
 * a thread that the initializer has started. Forgets those before when a task gets done, or none dies for a while. On
 * the pool's own thread only.
 */
final class IdleDeaths {

    private static final int MOST = 10;
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long WHILE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private int inARow;
    private long tasksDone;
    private long last;

    /**
     * Whether one that has died is to be counted.
     *
     * @param begun number of tasks that it had begun
     * @param livedNanos since it was ready
     */
    static boolean isOne(int begun, long livedNanos) {
        return begun == 0 && livedNanos < SOON_NANOS;
    }

    /** One has died, when so many of the pool's tasks had been done. */
    void count(long tasksDoneNow, long now) {
        inARow = tasksDoneNow == tasksDone && now - last < WHILE_NANOS ? inARow + 1 : 1;
        tasksDone = tasksDoneNow;
        last = now;
    }

    int inARow() {
        return inARow;
    }

    boolean areTooMany() {
        return inARow >= MOST;
    }
}
