package io.multiproc.bench;

import io.multiproc.Multiprocessing;
import io.multiproc.function.SerializableFunction;
import io.multiproc.pool.ProcessPool;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;

/**
 * What a task costs in all, over its length and the number of workers, each task a message of its own.
 *
 * @param byWorkers for each number of workers the time of a map divided by its tasks, in microseconds, for each length
 */
record TaskCosts(Map<Integer, List<Double>> byWorkers) {

    /** The picture beside the report. */
    static final String CHART = "task-cost.png";

    private static final String TABLE = "task-cost.csv";

    private static final List<Integer> MICROS = List.of(0, 10, 100, 1000);
    private static final List<Integer> WORKERS = List.of(1, 2, 4, 8);

    private static final int MOST_TASKS = 20_000;
    private static final int MICROS_PER_ROUND = 400_000;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;

    /** Takes about half a minute; prints each line of the table as soon as it is there. */
    static TaskCosts measure(PrintWriter out) throws InterruptedException {
        Map<Integer, List<Double>> costs = new LinkedHashMap<>();
        out.println(heading());
        for (int workers : WORKERS) {
            List<Double> row = of(workers);
            costs.put(workers, row);
            out.println(line(workers, row));
            out.flush();
        }
        return new TaskCosts(costs);
    }

    /** As a table; and as a picture if this JVM can draw. */
    void write(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(heading());
        byWorkers.forEach((workers, row) -> lines.add(line(workers, row)));
        Files.createDirectories(folder);
        Files.write(folder.resolve(TABLE), lines);
        if (Charts.unavailabilityCause() == null) {
            BitmapEncoder.saveBitmap(
                    TaskCostChart.draw(this), folder.resolve(CHART).toString(), BitmapFormat.PNG);
        }
    }

    private static String heading() {
        return "workers," + String.join(",", lengths());
    }

    private static String line(int workers, List<Double> row) {
        return workers + ","
                + row.stream()
                        .map(cost -> String.format(Locale.ROOT, "%.2f", cost))
                        .collect(Collectors.joining(","));
    }

    /** Of the tasks, in words. */
    static List<String> lengths() {
        return MICROS.stream()
                .map(micros -> micros == 0 ? "empty" : micros < 1000 ? micros + " us" : micros / 1000 + " ms")
                .toList();
    }

    /** The medians. */
    private static List<Double> of(int workers) throws InterruptedException {
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
