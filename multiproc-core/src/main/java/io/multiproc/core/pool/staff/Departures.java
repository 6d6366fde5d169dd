package io.multiproc.core.pool.staff;

import io.multiproc.core.pool.remote.Worker;
import io.multiproc.pool.DepartureReason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts why workers have left. May be used by any thread. */
final class Departures {

    private final Map<DepartureReason, Long> counts = new EnumMap<>(DepartureReason.class); // guarded by itself
    private final Map<Worker, DepartureReason> leaving = new HashMap<>(); // those that were counted and are still there

    /** It is about to leave for that reason. */
    void count(Worker worker, DepartureReason reason) {
        synchronized (counts) {
            add(reason, 1);
            leaving.put(worker, reason);
        }
    }

    /**
     * It is gone: it has died if it was not to leave, or had not done all that it had.
     *
     * @param busy whether it had tasks
     */
    void isGone(Worker worker, boolean busy) {
        synchronized (counts) {
            DepartureReason reason = leaving.remove(worker);
            if (reason != null && !busy) {
                return;
            }
            if (reason != null) {
                add(reason, -1);
            }
            add(DepartureReason.DEATH, 1);
        }
    }

    private void add(DepartureReason reason, long number) {
        counts.merge(reason, number, (one, other) -> one + other == 0 ? null : one + other);
    }

    Map<DepartureReason, Long> counts() {
        synchronized (counts) {
            return Map.copyOf(counts);
        }
    }
}
