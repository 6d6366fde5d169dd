package io.multiproc.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of ./bench: measures rows, shows them, and writes results.json, the report and the charts. */
final class Session {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Runner runner;
    private final Machine machine;
    private final Starts starts = new Starts();
    private final Path folder;
    private final PrintWriter out;

    Session(CPython cpython, Machine machine, Path folder, PrintWriter out) {
        this.runner = new Runner(cpython, PATIENCE, out);
        this.machine = machine;
        this.folder = folder;
        this.out = out;
    }

    /**
     * Runs the scenarios, the next even if one fails.
     *
     * @param taskCosts whether to draw what a task costs at the end
     * @return whether all of them gave what they are for
     */
    boolean run(List<Scenario> scenarios, boolean taskCosts) throws IOException {
        List<Row> measured = new ArrayList<>();
        out.println("class cache of children: " + starts.warmUp());
        for (Scenario scenario : scenarios) {
            measure(scenario, measured);
        }
        if (measured.isEmpty()) {
            return false;
        }
        boolean drawn = !taskCosts || drawTaskCosts();
        out.println();
        out.print(Table.terminal(measured));
        for (Row row : measured) {
            out.println("peers of " + row.id() + ": " + Cells.peers(row));
        }
        out.println();
        write(measured);
        out.println("written: " + folder.resolve("results.json") + ", report.md and charts beside it");
        return drawn && measured.size() == scenarios.size();
    }

    private boolean drawTaskCosts() {
        out.println("us a task of a map, chunk size 1, over the number of workers and the length of a task");
        try {
            TaskCosts.measure(out).write(folder);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println("interrupted");
        } catch (IOException | RuntimeException e) {
            out.println("failed");
            e.printStackTrace(out);
        }
        return false;
    }

    private void measure(Scenario scenario, List<Row> measured) {
        Spec spec = scenario.spec();
        out.printf("%-22s %s%n%22s ", spec.id(), spec.work(), "");
        out.flush();
        try {
            Row row = starts.watch(spec, () -> runner.run(scenario));
            measured.add(row);
            out.println(" " + Cells.median(row.ours(), row.unit()) + ", CPython "
                    + Cells.median(row.cpython(), row.unit()));
            out.print(starts.table(spec));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println(" interrupted");
        } catch (Exception e) {
            out.println(" failed");
            e.printStackTrace(out);
        }
        out.flush();
    }

    private void write(List<Row> measured) throws IOException {
        List<Row> rows = new ResultsFile(folder.resolve("results.json")).merge(measured);
        List<String> ids = measured.stream().map(Row::id).toList();
        Files.writeString(
                folder.resolve("report.md"), Report.render(machine, ids, rows, starts.section(), charts(rows)));
    }

    private List<String> charts(List<Row> rows) throws IOException {
        try {
            return Charts.write(rows, folder);
        } catch (IllegalStateException e) {
            out.println("no charts: " + e.getMessage());
            return List.of();
        }
    }
}
