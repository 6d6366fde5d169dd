package io.multiproc.core.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who works in a pool, and who of them is about to leave. May be used by any thread.
 *
 * <p>{@code lock} guards all fields, and is taken before the dispatcher's.
 */
final class Staff {

    /** Starts a worker of that number. */
    interface Hiring {
        Worker start(int number);
    }

    private final Object lock = new Object();
    private final Hiring hiring;
    private final int wanted;
    private final Set<Worker> alive = new HashSet<>();
    private final Set<Worker> leaving = new HashSet<>();
    private int numbers;
    private boolean ending;

    Staff(int wanted, Hiring hiring) {
        this.wanted = wanted;
        this.hiring = hiring;
    }

    /** Starts one more. */
    Worker hire() {
        synchronized (lock) {
            Worker worker = hiring.start(++numbers);
            alive.add(worker);
            return worker;
        }
    }

    /** Starts one if it is missing; null if it is not, or if nobody is to be started any more. */
    @Nullable
    Worker hireMissing() {
        synchronized (lock) {
            return ending || missing() <= 0 ? null : hire();
        }
    }

    /** How many are to be started. */
    int missing() {
        synchronized (lock) {
            return wanted - (alive.size() - leaving.size());
        }
    }

    /** It works, but its successor is to be started. */
    void leaves(Worker worker) {
        synchronized (lock) {
            if (alive.contains(worker)) {
                leaving.add(worker);
            }
        }
    }

    void isGone(Worker worker) {
        synchronized (lock) {
            alive.remove(worker);
            leaving.remove(worker);
        }
    }

    List<Worker> alive() {
        synchronized (lock) {
            return new ArrayList<>(alive);
        }
    }

    /** Nobody who is missing will be started any more; returns those who are there. */
    List<Worker> end() {
        synchronized (lock) {
            ending = true;
            return alive();
        }
    }
}
