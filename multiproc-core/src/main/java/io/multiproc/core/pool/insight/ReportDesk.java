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
import java.util.function.Supplier;

/**
 * Asks a pool's workers what they have done, all at the same time; one that does not answer soon is left out. Of those that
 * have left it keeps the sums and the slowest tasks. May be used by any thread.
 */
public final class ReportDesk {

    /** A worker's answer takes a fraction of a millisecond, the first one some tens of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<List<Worker>> members;
    private Past past = new Past(Totals.NONE, List.of()); // guarded by this

    /**
     * A desk for one pool.
     *
     * @param members the workers that take tasks
     */
    public ReportDesk(Supplier<List<Worker>> members) {
        this.members = members;
    }

    /** What those have done that have left, as far as they have told. */
    private record Past(Totals totals, List<SlowTask> slowest) {

        Past plus(WorkerNumbers numbers) {
            List<SlowTask> slow = new ArrayList<>(slowest);
            slow.addAll(numbers.slow());
            return new Past(totals.plus(Totals.of(List.of(numbers.report()))), ReportDesk.slowest(slow));
        }
    }

    /** The worker is gone. */
    public synchronized void left(Worker worker) {
        byte[] payload = worker.lastReport();
        if (payload.length > 0) {
            past = past.plus(numbers(worker, payload));
        }
    }

    private synchronized Past past() {
        return past;
    }

    public PoolInsights ask(Map<DepartureReason, Long> departures) throws InterruptedException {
        Past before = past(); // first: none is counted twice that leaves meanwhile
        List<Worker> workers = members.get();
        List<CompletableFuture<byte[]>> answers =
                workers.stream().map(Worker::report).toList();
        long end = System.nanoTime() + Deadline.nanos(PATIENCE);
        List<WorkerReport> reports = new ArrayList<>();
        List<SlowTask> slow = new ArrayList<>(before.slowest());
        for (int i = 0; i < workers.size(); i++) {
            if (Futures.await(answers.get(i), Duration.ofNanos(end - System.nanoTime()))) {
                byte[] payload = answers.get(i).join();
                if (payload.length > 0) {
                    WorkerNumbers numbers = numbers(workers.get(i), payload);
                    reports.add(numbers.report());
                    slow.addAll(numbers.slow());
                }
            }
        }
        return new PoolInsights(reports, slowest(slow), Advice.of(before.totals(), reports), departures);
    }

    private static WorkerNumbers numbers(Worker worker, byte[] payload) {
        return WorkerNumbers.read(worker.name(), worker.pid(), worker.startTime(), payload);
    }

    private static List<SlowTask> slowest(List<SlowTask> tasks) {
        return tasks.stream()
                .sorted(Comparator.comparing(SlowTask::time).reversed())
                .limit(WorkerNumbers.MOST_SLOW)
                .toList();
    }
}
