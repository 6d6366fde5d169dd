package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.remote.Worker;
import io.multiproc.ipc.thread.VirtualThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Threads that wait for an outcome look themselves whether one lies in the memory of a worker: that saves the wake-ups
 * of the event loop and of the thread. While nobody looks, the workers knock. All rely on who looks, so it does nothing
 * else.
 */
public final class Lookout {

    private static final long SPIN_NANOS = 50_000;

    private final Object lock;
    private final Consumer<Worker> collect;
    private volatile List<Worker> workers = List.of(); // changed with the lock held
    private int looking; // guarded by the lock

    /**
     * Nobody to look at.
     *
     * @param lock the dispatcher's
     * @param collect takes what a worker has; called with the lock held
     */
    Lookout(Object lock, Consumer<Worker> collect) {
        this.lock = lock;
        this.collect = collect;
    }

    /** With the lock held: from now on to be looked at. */
    void add(Worker worker) {
        List<Worker> more = new ArrayList<>(workers);
        more.add(worker);
        workers = List.copyOf(more);
        watch(worker);
    }

    /** With the lock held. */
    void remove(Worker worker) {
        List<Worker> fewer = new ArrayList<>(workers);
        fewer.remove(worker);
        workers = List.copyOf(fewer);
    }

    /**
     * Waits for a moment, since most outcomes come sooner than a sleeping thread wakes up.
     *
     * @param start when the waiting began, in the terms of {@link System#nanoTime}
     * @return whether it is done
     */
    public boolean spin(BooleanSupplier done, long start, long mostNanos) {
        boolean looks = mayLook();
        if (looks) {
            begin();
        }
        try {
            do {
                if (looks) {
                    look();
                }
                if (done.getAsBoolean()) {
                    return true;
                }
                Thread.yield();
            } while (System.nanoTime() - start < Math.min(mostNanos, SPIN_NANOS));
            return done.getAsBoolean();
        } finally {
            if (looks) {
                end();
            }
        }
    }

    /** A virtual thread that yields may have to wait for the work of others, and nobody would look meanwhile. */
    private static boolean mayLook() {
        return !VirtualThreads.isCurrent();
    }

    /** This thread is going to look. */
    void begin() {
        synchronized (lock) {
            if (looking++ == 0) {
                workers.forEach(this::watch);
            }
        }
    }

    private void look() {
        for (Worker worker : workers) {
            if (!worker.lane().isEmpty()) {
                collect(worker);
            }
        }
    }

    /** A worker has knocked, and will not again before its outcomes are taken. */
    void knocked(Worker worker) {
        synchronized (lock) {
            watch(worker);
            collect(worker);
        }
    }

    private void collect(Worker worker) {
        synchronized (lock) {
            collect.accept(worker);
        }
    }

    /** This thread does not look any more. */
    void end() {
        synchronized (lock) {
            if (--looking == 0) {
                workers.forEach(this::watch);
                look();
            }
        }
    }

    /** Lets the worker know whether somebody looks; what it has already is to be taken after that. */
    private void watch(Worker worker) {
        worker.lane().watch(looking > 0);
    }
}
