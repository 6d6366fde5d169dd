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
 * @param workers each worker that lives and has answered
 * @param slowest the tasks that took longest, the longest first, ten at most; also of workers that have left, if they left in
 *     order
 * @param advice what would make the pool quicker, each with the numbers it is concluded from, also those of workers that have
 *     left; often empty
 * @param departures how many workers have left the pool until now, by reason; reasons that have not occurred are missing
 */
public record PoolInsights(
        List<WorkerReport> workers,
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
     * All of it as a JSON object, for programs: {@code workers}, {@code slowest}, {@code advice} and {@code departures}, with the names of the
     * records' components. Times are whole nanoseconds, in names that end with {@code Nanos}.
     */
    public String toJson() {
        return "{\"workers\":" + Json.array(workers, Json::of) + ",\"slowest\":" + Json.array(slowest, Json::of)
                + ",\"advice\":" + Json.array(advice, Json::text)
                + ",\"departures\":" + Json.counts(departures) + "}";
    }

    /** A line for each worker, slow task, piece of advice, and reason for which workers have left. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        workers.forEach(worker -> text.append(worker).append('\n'));
        slowest.forEach(task -> text.append(task).append('\n'));
        advice.forEach(line -> text.append("advice: ").append(line).append('\n'));
        departures.forEach((reason, workers) -> text.append(workers)
                .append(workers == 1 ? " worker has left: " : " workers have left: ")
                .append(reason)
                .append('\n'));
        return text.toString();
    }
}
