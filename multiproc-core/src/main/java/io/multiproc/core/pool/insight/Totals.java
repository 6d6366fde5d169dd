package io.multiproc.core.pool.insight;

import io.multiproc.pool.WorkTotals;
import io.multiproc.pool.WorkerReport;
import java.time.Duration;
import java.util.List;

/**
 * Sums over several workers.
 *
 * @param work what they have done
 * @param heapMax bytes that the heap of each may have; the most, if they differ
 */
record Totals(WorkTotals work, long heapMax) {

    static final Totals NONE =
            new Totals(new WorkTotals(0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0), 0);

    Totals plus(WorkerReport worker) {
        return new Totals(
                new WorkTotals(
                        work.workers() + 1,
                        work.tasks() + worker.tasks(),
                        work.items() + worker.items(),
                        work.waiting().plus(worker.waiting()),
                        work.working().plus(worker.working()),
                        work.coding().plus(worker.coding()),
                        work.collecting().plus(worker.collecting()),
                        work.bytesIn() + worker.bytesIn(),
                        work.bytesOut() + worker.bytesOut()),
                Math.max(heapMax, worker.heapMax()));
    }

    Totals plus(List<WorkerReport> workers) {
        Totals sum = this;
        for (WorkerReport worker : workers) {
            sum = sum.plus(worker);
        }
        return sum;
    }

    long tasks() {
        return work.tasks();
    }

    long items() {
        return work.items();
    }

    /** Of arguments and results. */
    long bytes() {
        return work.bytesIn() + work.bytesOut();
    }

    /** In nanoseconds, as all times here. */
    long coding() {
        return work.coding().toNanos();
    }

    long collecting() {
        return work.collecting().toNanos();
    }

    long busy() {
        return work.working().plus(work.coding()).toNanos();
    }
}
