package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.function.SerializableFunction;
import io.multiproc.pool.ProcessPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a task costs in all, over its length and the number of workers, each task a message of its own. */
final class TaskCosts {

    static final List<Integer> MICROS = List.of(0, 10, 100, 1000);
    static final List<Integer> WORKERS = List.of(1, 2, 4, 8);

    private static final int MOST_TASKS = 20_000;
    private static final int MICROS_PER_ROUND = 400_000;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;

    private TaskCosts() {}

    /** The time of a map by so many workers, divided by its tasks, in microseconds, for each length: the median. */
    static List<Double> of(int workers) throws InterruptedException {
        List<Double> costs = new ArrayList<>();
        try (ProcessPool pool = Multiprocessing.pool(workers)) {
            for (int micros : MICROS) {
                costs.add(median(pool, micros));
            }
        }
        return costs;
    }

    private static double median(ProcessPool pool, int micros) throws InterruptedException {
        int tasks = Math.min(MOST_TASKS, MICROS_PER_ROUND / Math.max(1, micros));
        List<Integer> items = Collections.nCopies(tasks, micros);
        SerializableFunction<Integer, Integer> spin = TaskCosts::spin;
        List<Double> samples = new ArrayList<>();
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            Stopwatch watch = Stopwatch.start();
            List<Integer> results = pool.map(spin, items, 1);
            double cost = watch.micros() / tasks;
            Expect.equal(results.size(), tasks);
            if (round >= WARM_UPS) {
                samples.add(cost);
            }
        }
        return Summary.of(samples).median();
    }

    /** Runs in a worker. */
    private static int spin(int micros) {
        long end = System.nanoTime() + 1000L * micros;
        while (micros > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return micros;
    }
}
