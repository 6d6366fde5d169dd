package io.multiproc.pool;

import java.util.List;

/**
 * Where the time of a pool's workers has gone, up to one moment. Immutable; {@link #toString()} is a table for people.
 *
 * @param workers each worker that lives and has answered
 * @param slowest the tasks that took longest among those of these workers, the longest first; ten at most
 * @param advice what would make the pool quicker, each with the numbers it is concluded from; often empty
 */
public record PoolInsights(List<WorkerReport> workers, List<SlowTask> slowest, List<String> advice) {

    /** Copies the lists. */
    public PoolInsights {
        workers = List.copyOf(workers);
        slowest = List.copyOf(slowest);
        advice = List.copyOf(advice);
    }

    /**
     * All of it as a JSON object, for programs: {@code workers}, {@code slowest} and {@code advice}, with the names of the
     * records' components. Times are whole nanoseconds, in names that end with {@code Nanos}.
     */
    public String toJson() {
        return "{\"workers\":" + Json.array(workers, Json::of) + ",\"slowest\":" + Json.array(slowest, Json::of)
                + ",\"advice\":" + Json.array(advice, Json::text) + "}";
    }

    /** A line for each worker, slow task and piece of advice. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        workers.forEach(worker -> text.append(worker).append('\n'));
        slowest.forEach(task -> text.append(task).append('\n'));
        advice.forEach(line -> text.append("advice: ").append(line).append('\n'));
        return text.toString();
    }
}
