package io.multiproc.core.pool.staff;

import io.multiproc.core.pool.dispatch.Headcount;
import io.multiproc.core.pool.remote.Worker;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** Starts a worker of that number, which has that place among those that work at the same time. */
    interface Hiring {
        Worker start(int number, int place);
    }

    private final Object lock = new Object();
    private final Hiring hiring;
    private final Headcount headcount;
    private final Set<Worker> alive = new HashSet<>();
    private final Set<Worker> leaving = new HashSet<>();
    private int numbers;
    private boolean ending;

    Staff(Headcount headcount, Hiring hiring) {
        this.headcount = headcount;
        this.hiring = hiring;
    }

    /** Starts one more. */
    Worker hire() {
        synchronized (lock) {
            Worker worker = hiring.start(++numbers, freePlace());
            alive.add(worker);
            return worker;
        }
    }

    /** The number of the one that was tried last. */
    int hired() {
        synchronized (lock) {
            return numbers;
        }
    }

    /** The first that nobody has who stays. */
    private int freePlace() {
        Set<Integer> taken = new HashSet<>();
        for (Worker worker : alive) {
            if (!leaving.contains(worker)) {
                taken.add(worker.place());
            }
        }
        int place = 0;
        while (taken.contains(place)) {
            place++;
        }
        return place;
    }

    /** Starts one if it is missing; null if it is not, or if nobody is to be started any more. */
    @Nullable
    Worker hireMissing() {
        synchronized (lock) {
            return ending || missing() <= 0 ? null : hire();
        }
    }

    /** How many are to be started; negative if there are too many. */
    int missing() {
        synchronized (lock) {
            return headcount.target() - (alive.size() - leaving.size());
        }
    }

    /** It works, but its successor is to be started, or it is not needed; whether it is still there. */
    boolean leaves(Worker worker) {
        synchronized (lock) {
            return alive.contains(worker) && leaving.add(worker);
        }
    }

    /** Whether it is not gone. */
    boolean isThere(Worker worker) {
        synchronized (lock) {
            return alive.contains(worker);
        }
    }

    /** It does not leave after all. */
    void stays(Worker worker) {
        synchronized (lock) {
            leaving.remove(worker);
        }
    }

    /** If there are too many: the one that has come last, which leaves now; else null. */
    @Nullable
    Worker surplus() {
        synchronized (lock) {
            Worker last = missing() >= 0
                    ? null
                    : settled().stream()
                            .max(Comparator.comparingInt(Worker::number))
                            .orElse(null);
            if (last != null) {
                leaving.add(last);
            }
            return last;
        }
    }

    /** Those who do not leave. */
    List<Worker> settled() {
        synchronized (lock) {
            List<Worker> settled = new ArrayList<>(alive);
            settled.removeAll(leaving);
            return settled;
        }
    }

    /** Whether it was about to leave anyway. */
    boolean isGone(Worker worker) {
        synchronized (lock) {
            alive.remove(worker);
            return leaving.remove(worker);
        }
    }

    List<Worker> alive() {
        synchronized (lock) {
            return new ArrayList<>(alive);
        }
    }

    boolean isEnding() {
        synchronized (lock) {
            return ending;
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
