package io.multiproc.core.pool.insight;

import io.multiproc.pool.WorkerReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Sums over several workers.
 *
 * @param working nanoseconds, as {@code coding}
 * @param bytes of arguments and results
 */
record Totals(long tasks, long items, long working, long coding, long bytes) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    static Totals of(List<WorkerReport> workers) {
        return new Totals(
                sum(workers, WorkerReport::tasks),
                sum(workers, WorkerReport::items),
                nanos(workers, WorkerReport::working),
                nanos(workers, WorkerReport::coding),
                sum(workers, worker -> worker.bytesIn() + worker.bytesOut()));
    }

    private static long sum(List<WorkerReport> workers, ToLongFunction<WorkerReport> number) {
        return workers.stream().mapToLong(number).sum();
    }

    private static long nanos(List<WorkerReport> workers, Function<WorkerReport, Duration> time) {
        return sum(workers, worker -> time.apply(worker).toNanos());
    }

    Totals plus(Totals others) {
        return new Totals(
                tasks + others.tasks,
                items + others.items,
                working + others.working,
                coding + others.coding,
                bytes + others.bytes);
    }

    long busy() {
        return working + coding;
    }
}
