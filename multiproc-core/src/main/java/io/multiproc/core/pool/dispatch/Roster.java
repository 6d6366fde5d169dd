package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.remote.Worker;

/**
 * Which of the workers that could take tasks stay: the others are too old or too large, too many, or have nothing to
 * do. Takes the dispatcher's lock.
 */
public final class Roster {

    private final Object lock;
    private final Crew crew;
    private final Backlog backlog;
    private final Headcount headcount;
    private final PoolState state;
    private Runnable caller = () -> {};

    /**
     * All stay.
     *
     * @param lock the dispatcher's
     */
    Roster(Object lock, Crew crew, Backlog backlog, Headcount headcount, PoolState state) {
        this.lock = lock;
        this.crew = crew;
        this.backlog = backlog;
        this.headcount = headcount;
        this.state = state;
    }

    /** Whom to tell when workers that rest are needed: briefly, with the lock held. Before the first task. */
    public void caller(Runnable starts) {
        synchronized (lock) {
            caller = starts;
        }
    }

    /** How many workers the pool has, those included that rest. */
    public int processes() {
        return headcount.wanted();
    }

    /** How many workers there are to be from now on. */
    public void resize(int processes) {
        synchronized (lock) {
            headcount.set(processes);
            crew.members().forEach(backlog::assign); // those that were held back
            crew.dismissDone();
        }
    }

    /** There is more to do. With the lock held. */
    void rouse() {
        if (headcount.hasResting() && headcount.rouse(state.unfinished() + crew.asleep())) {
            caller.run();
        }
    }

    /**
     * Lets a worker go when it has done what it has begun: it gets no more tasks, what it has not begun goes to others.
     *
     * @return false if it does not work for the pool: it is not ready yet, or dead
     */
    public boolean retire(Worker worker) {
        synchronized (lock) {
            worker.retire();
            if (!crew.has(worker)) {
                return false;
            }
            backlog.addFirst(worker.takeAll());
            crew.dismissIfDone(worker);
            backlog.assign();
            return true;
        }
    }

    /** Lets a worker go that has nothing to do, if that many and one for each task stay; whether it does. */
    public boolean restIfIdle(Worker worker, int minimum) {
        synchronized (lock) {
            boolean idle = crew.has(worker) && worker.window().count() == 0 && !worker.isAsleep();
            long needed = Math.max(minimum, state.unfinished() + crew.asleep());
            if (!idle || !headcount.rest((int) Math.min(needed, Integer.MAX_VALUE))) {
                return false;
            }
            worker.retire();
            crew.dismissDone(); // another one may be too many now
            return true;
        }
    }

    public boolean isIdle(Worker worker) {
        synchronized (lock) {
            return worker.window().count() == 0;
        }
    }

    /** How many tasks it has got, without those that were taken back. */
    public int handedTo(Worker worker) {
        synchronized (lock) {
            return worker.handed();
        }
    }
}
