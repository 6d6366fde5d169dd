package io.multiproc.pool;

import java.util.List;
import java.util.Map;

/**
 * Where the time of a pool's workers has gone, up to one moment. Immutable; {@link #toString()} is a table for people.
 *
 * <pre>{@code
 * pool.map(Main::resize, pictures);
 * System.out.println(pool.insights());
 * }</pre>
 *
 * <p>A worker that has left counts with what it has told last: if it left in order, that is all; if it died, what it
 * had done when it was last asked.
 *
 * @param workers each worker that takes tasks and has answered
 * @param total the sums over all workers, also those that have left; numbers of tasks, items and bytes never
 *     become less
 * @param slowest the tasks that took longest, the longest first, ten at most; also of workers that have left
 * @param advice what would make the pool quicker, each with the numbers it is concluded from, also those of workers
 *     that have left; often empty
 * @param departures how many workers have left the pool until now, by reason; reasons that have not occurred are
 *     missing
 */
public record PoolInsights(
        List<WorkerReport> workers,
        WorkTotals total,
        List<SlowTask> slowest,
        List<String> advice,
        Map<DepartureReason, Long> departures) {

    /** Copies the collections. */
    public PoolInsights {
        workers = List.copyOf(workers);
        slowest = List.copyOf(slowest);
        advice = List.copyOf(advice);
        departures = Map.copyOf(departures);
    }

    /**
     * All of it as a JSON object, for programs: {@code workers}, {@code total}, {@code slowest}, {@code advice} and
     * {@code departures}, with the names of the records' components. Times are whole nanoseconds, in names that end
     * with {@code Nanos}.
     */
    public String toJson() {
        return "{\"workers\":" + Json.array(workers, Json::of) + ",\"total\":" + Json.of(total) + ",\"slowest\":"
                + Json.array(slowest, Json::of)
                + ",\"advice\":" + Json.array(advice, Json::text)
                + ",\"departures\":" + Json.counts(departures) + "}";
    }

    /**
     * A line for each worker, one for all of them, and one for each slow task, piece of advice, and reason for which
     * workers have left.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        workers.forEach(worker -> text.append(worker).append('\n'));
        text.append(total).append('\n');
        slowest.forEach(task -> text.append(task).append('\n'));
        advice.forEach(line -> text.append("advice: ").append(line).append('\n'));
        departures.forEach((reason, workers) -> text.append(workers)
                .append(workers == 1 ? " worker has left: " : " workers have left: ")
                .append(reason)
                .append('\n'));
        return text.toString();
    }
}
