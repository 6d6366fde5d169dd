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
            if (!worker.gone().isDone()) {
                leaving.put(worker, reason);
            }
        }
    }

    /**
     * It is gone.
     *
     * @param died whether it died, even if it was about to leave
     */
    void isGone(Worker worker, boolean died) {
        synchronized (counts) {
            DepartureReason reason = leaving.remove(worker);
            if (died) {
                if (reason != null) {
                    add(reason, -1);
                }
                add(DepartureReason.DEATH, 1);
            }
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
