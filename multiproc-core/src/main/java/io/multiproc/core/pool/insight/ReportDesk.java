package io.multiproc.core.pool.insight;

import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.wire.WorkerNumbers;
import io.multiproc.core.waiting.Futures;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.PoolInsights;
import io.multiproc.pool.SlowTask;
import io.multiproc.pool.WorkerReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks workers what they have done, all at the same time; one that does not answer soon is left out. */
public final class ReportDesk {

    /** A worker's answer takes a fraction of a millisecond, the first one some tens of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ReportDesk() {}

    public static PoolInsights ask(List<Worker> workers, Map<DepartureReason, Long> departures)
            throws InterruptedException {
        List<CompletableFuture<byte[]>> answers =
                workers.stream().map(Worker::report).toList();
        long end = System.nanoTime() + Deadline.nanos(PATIENCE);
        List<WorkerReport> reports = new ArrayList<>();
        List<SlowTask> slow = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            if (Futures.await(answers.get(i), Duration.ofNanos(end - System.nanoTime()))) {
                byte[] payload = answers.get(i).join();
                if (payload.length > 0) {
                    Worker worker = workers.get(i);
                    WorkerNumbers numbers =
                            WorkerNumbers.read(worker.name(), worker.pid(), worker.startTime(), payload);
                    reports.add(numbers.report());
                    slow.addAll(numbers.slow());
                }
            }
        }
        List<SlowTask> slowest = slow.stream()
                .sorted(Comparator.comparing(SlowTask::time).reversed())
                .limit(WorkerNumbers.MOST_SLOW)
                .toList();
        return new PoolInsights(reports, slowest, Advice.of(reports), departures);
    }
}
