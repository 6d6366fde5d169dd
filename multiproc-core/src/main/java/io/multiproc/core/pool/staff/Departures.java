package io.multiproc.core.pool.staff;

import io.multiproc.pool.DepartureReason;
import java.util.EnumMap;
import java.util.Map;

/** Counts why workers have left. May be used by any thread. */
final class Departures {

    private final Map<DepartureReason, Long> counts = new EnumMap<>(DepartureReason.class); // guarded by itself

    void count(DepartureReason reason) {
        synchronized (counts) {
            counts.merge(reason, 1L, Long::sum);
        }
    }

    Map<DepartureReason, Long> counts() {
        synchronized (counts) {
            return Map.copyOf(counts);
        }
    }
}
