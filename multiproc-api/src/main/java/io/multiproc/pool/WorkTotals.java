package io.multiproc.pool;

import java.time.Duration;
import java.util.Locale;

/**
 * What all workers of a pool together have done, up to one moment: sums of what their {@link WorkerReport}s tell, those
 * included that have left. Immutable.
 *
 * @param workers number of workers that have told, so that the rest counts what they have done
 * @param tasks number of tasks that they have answered; a chunk of a map is one
 * @param items number of items in them; a single call counts as one
 * @param waiting how long they had nothing to do
 * @param working how long they were busy with tasks, but for {@code coding}
 * @param coding how long they read arguments and wrote results
 * @param collecting how long their JVMs collected garbage, part of the other times; of a thread pool, zero
 * @param bytesIn size of the arguments that they have read
 * @param bytesOut size of the results that they have written
 */
public record WorkTotals(
        long workers,
        long tasks,
        long items,
        Duration waiting,
        Duration working,
        Duration coding,
        Duration collecting,
        long bytesIn,
        long bytesOut) {

    private static final double MIB = 1 << 20;

    /** Of one worker. */
    static WorkTotals of(WorkerReport worker) {
        return new WorkTotals(
                1,
                worker.tasks(),
                worker.items(),
                worker.waiting(),
                worker.working(),
                worker.coding(),
                worker.collecting(),
                worker.bytesIn(),
                worker.bytesOut());
    }

    /** All of it in a line. */
    @Override
    public String toString() {
        return workers + " workers in all: " + work();
    }

    /** The same without the number of workers. */
    String work() {
        return String.format(
                Locale.ROOT,
                "%d tasks, %d items, waiting %d ms, working %d ms, coding %d ms, collecting %d ms,"
                        + " %.1f MiB in, %.1f MiB out",
                tasks,
                items,
                waiting.toMillis(),
                working.toMillis(),
                coding.toMillis(),
                collecting.toMillis(),
                bytesIn / MIB,
                bytesOut / MIB);
    }
}
