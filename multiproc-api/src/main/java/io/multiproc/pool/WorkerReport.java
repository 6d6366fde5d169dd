package io.multiproc.pool;

import java.time.Duration;
import java.util.Locale;

/**
 * What one worker has done with its time, up to one moment. Immutable.
 *
 * @param name its name
 * @param pid its process id; of a thread pool's worker, this process's
 * @param start how long it took from its start until it was ready for tasks, with the initializer
 * @param tasks number of tasks that it has answered; a chunk of a map is one
 * @param items number of items in them; a single call counts as one
 * @param waiting how long it had nothing to do, from the moment that it was ready
 * @param working how long it was busy with these tasks, but for {@code coding}
 * @param coding how long it read arguments and wrote results; of short tasks, estimated from some of them
 * @param collecting how long its JVM collected garbage since it was ready, part of the other times; of a thread pool's
 *     worker, zero: its JVM collects for the whole program
 * @param bytesIn size of the arguments that it has read
 * @param bytesOut size of the results that it has written
 * @param heapUsed bytes of its heap in use, garbage included
 * @param heapMax bytes that its heap may have
 */
public record WorkerReport(
        String name,
        long pid,
        Duration start,
        long tasks,
        long items,
        Duration waiting,
        Duration working,
        Duration coding,
        Duration collecting,
        long bytesIn,
        long bytesOut,
        long heapUsed,
        long heapMax) {

    private static final double MIB = 1 << 20;

    /** All of it in a line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (pid %d): start %d ms, %s, heap %.0f of %.0f MiB",
                name,
                pid,
                start.toMillis(),
                WorkTotals.of(this).work(),
                heapUsed / MIB,
                heapMax / MIB);
    }
}
