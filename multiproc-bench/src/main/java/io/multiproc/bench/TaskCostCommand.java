package io.multiproc.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;

/** {@code ./bench task-cost}: measures, prints, and draws. */
@Command(name = "task-cost", description = "Draws what a task costs over its length and the number of workers.")
final class TaskCostCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BenchMain bench;

    @CommandLine.Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        TaskCosts.measure(out).write(bench.folder());
        out.println("written to " + bench.folder());
        return CommandLine.ExitCode.OK;
    }
}
