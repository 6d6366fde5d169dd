package io.multiproc.core.pool.dispatch;

/**
 * How many workers a pool is to have: as many as it was told, less those that rest until there is work. May be used by
 * any thread.
 */
public final class Headcount {

    private final Object lock = new Object();
    private int wanted;
    private volatile int resting; // written with the lock held
    private volatile int target; // as well

    public Headcount(int wanted) {
        this.wanted = wanted;
        this.target = wanted;
    }

    /** Those that rest included. */
    public int wanted() {
        synchronized (lock) {
            return wanted;
        }
    }

    /** Those that are to be there now. */
    public int target() {
        return target;
    }

    boolean hasResting() {
        return resting > 0;
    }

    /** Another number, of which none rests. */
    public void set(int processes) {
        synchronized (lock) {
            wanted = processes;
            resting = 0;
            target = processes;
        }
    }

    /** Lets one rest, if that many stay. */
    boolean rest(int minimum) {
        synchronized (lock) {
            if (wanted - resting <= minimum) {
                return false;
            }
            resting++;
            target--;
            return true;
        }
    }

    /** Calls as many as so much work needs; whether there is one more. */
    boolean rouse(long unfinished) {
        synchronized (lock) {
            int called = (int) Math.max(0, Math.min(resting, unfinished - (wanted - resting)));
            resting -= called;
            target += called;
            return called > 0;
        }
    }
}
