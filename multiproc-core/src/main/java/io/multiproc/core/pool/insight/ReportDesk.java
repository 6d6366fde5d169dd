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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a pool's workers what they have done, all at the same time; of one that does not answer soon, or takes no more
 * tasks, what it has told last counts. Of those that have left it keeps the sums and the slowest tasks. May be used by
 * any thread.
 */
public final class ReportDesk {

    /** A worker's answer takes a fraction of a millisecond, the first one some tens of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<List<Worker>> members;
    private final Set<Worker> present = new LinkedHashSet<>(); // who was asked and has not left; guarded by this
    private Past past = new Past(Totals.NONE, List.of()); // guarded by this

    /**
     * A desk for one pool.
     *
     * @param members the workers that take tasks
     */
    public ReportDesk(Supplier<List<Worker>> members) {
        this.members = members;
    }

    /** What those have done that are not asked, as far as they have told. */
    private record Past(Totals totals, List<SlowTask> slowest) {

        Past plus(Worker worker) {
            byte[] payload = worker.lastReport();
            if (payload.length == 0) {
                return this;
            }
            WorkerNumbers numbers = numbers(worker, payload);
            List<SlowTask> slow = new ArrayList<>(slowest);
            slow.addAll(numbers.slow());
            return new Past(totals.plus(numbers.report()), ReportDesk.slowest(slow));
        }
    }

    /** The worker is gone. */
    public synchronized void left(Worker worker) {
        present.remove(worker);
        past = past.plus(worker);
    }

    /**
     * What is known before anybody is asked.
     *
     * @param others what those have done that have left
     * @param present who has not
     * @param asked who of them takes tasks
     */
    private record Known(Past others, List<Worker> present, List<Worker> asked) {}

    /** At one moment, so that nobody is counted twice or not at all. */
    private synchronized Known known(List<Worker> workers) {
        List<Worker> asked =
                workers.stream().filter(each -> !each.gone().isDone()).toList(); // else it has left, or will at once
        present.addAll(asked);
        return new Known(past, List.copyOf(present), asked);
    }

    public PoolInsights ask(Map<DepartureReason, Long> departures) throws InterruptedException {
        Known known = known(members.get());
        Map<Worker, CompletableFuture<byte[]>> answers = new HashMap<>();
        known.asked().forEach(worker -> answers.put(worker, worker.report()));
        long end = System.nanoTime() + Deadline.nanos(PATIENCE);
        List<WorkerReport> reports = new ArrayList<>();
        List<SlowTask> slow = new ArrayList<>();
        Past others = known.others();
        for (Worker worker : known.present()) {
            byte[] payload = answer(answers.get(worker), end);
            if (payload.length > 0) {
                WorkerNumbers numbers = numbers(worker, payload);
                reports.add(numbers.report());
                slow.addAll(numbers.slow());
            } else {
                others = others.plus(worker);
            }
        }
        slow.addAll(others.slowest());
        Totals left = others.totals();
        return new PoolInsights(
                reports, left.plus(reports).work(), slowest(slow), Advice.of(left, reports), departures);
    }

    /** Empty if there is none. */
    private static byte[] answer(@Nullable CompletableFuture<byte[]> answer, long end) throws InterruptedException {
        return answer != null && Futures.await(answer, Duration.ofNanos(end - System.nanoTime()))
                ? answer.join()
                : new byte[0];
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
