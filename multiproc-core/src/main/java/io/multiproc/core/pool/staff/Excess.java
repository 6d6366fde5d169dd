package io.multiproc.core.pool.staff;

import io.multiproc.core.current.ResidentMemory;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.settings.Tenure;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.DepartureReason;
import org.jspecify.annotations.Nullable;

/** Which of its limits a worker is beyond. On the pool's own thread only. */
final class Excess {

    /** Up to a tenth of the age is taken off, so that workers that have started together do not end together. */
    private static final double JITTER = 0.1;

    /** Multiples of it are spread evenly between 0 and 1, however many there are. */
    private static final double GOLDEN = 0.6180339887498949;

    private final Tenure tenure;
    private final long ageNanos;

    Excess(Tenure tenure) {
        this.tenure = tenure;
        this.ageNanos = tenure.age() == null ? Long.MAX_VALUE : Deadline.nanos(tenure.age());
    }

    /** The reason to replace it; null if there is none. */
    @Nullable
    DepartureReason of(Worker worker, long now) {
        if (untilTooOld(worker, now) <= 0) {
            return DepartureReason.AGE;
        }
        if (tenure.residentBytes() > 0 && ResidentMemory.of(worker.pid()).orElse(0) >= tenure.residentBytes()) {
            return DepartureReason.RESIDENT_MEMORY;
        }
        if (tenure.heapBytes() > 0 && worker.heapInUse() >= tenure.heapBytes()) {
            return DepartureReason.HEAP_IN_USE;
        }
        return null;
    }

    long untilTooOld(Worker worker, long now) {
        return tenure.age() == null ? Long.MAX_VALUE : lifeNanos(ageNanos, worker.number()) - worker.ageNanos(now);
    }

    /** How old the worker of that number may become. */
    static long lifeNanos(long ageNanos, int number) {
        double fraction = (number * GOLDEN) % 1;
        return ageNanos - (long) (ageNanos * JITTER * fraction);
    }
}
