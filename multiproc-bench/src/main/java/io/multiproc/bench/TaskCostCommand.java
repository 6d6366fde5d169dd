package io.multiproc.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;

/** {@code ./bench task-cost}: measures, prints, and draws. */
@Command(name = "task-cost", description = "Draws what a task costs over its length and the number of workers.")
final class TaskCostCommand implements Callable<Integer> {

    private static final String NAME = "task-cost";

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BenchMain bench;

    @CommandLine.Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> lines = new ArrayList<>();
        lines.add("workers,"
                + TaskCosts.MICROS.stream().map(TaskCostCommand::label).collect(Collectors.joining(",")));
        Map<Integer, List<Double>> costs = new LinkedHashMap<>();
        for (int workers : TaskCosts.WORKERS) {
            List<Double> row = TaskCosts.of(workers);
            costs.put(workers, row);
            lines.add(workers + ","
                    + row.stream()
                            .map(cost -> String.format(Locale.ROOT, "%.2f", cost))
                            .collect(Collectors.joining(",")));
            out.println(lines.get(lines.size() - 1));
        }
        Path folder = Files.createDirectories(bench.folder());
        Files.write(folder.resolve(NAME + ".csv"), lines);
        if (Charts.unavailabilityCause() == null) {
            BitmapEncoder.saveBitmap(
                    TaskCostChart.draw(costs), folder.resolve(NAME).toString(), BitmapFormat.PNG);
        }
        out.println("written to " + folder);
        return CommandLine.ExitCode.OK;
    }

    static String label(int micros) {
        return micros == 0 ? "empty" : micros < 1000 ? micros + " us" : micros / 1000 + " ms";
    }
}
