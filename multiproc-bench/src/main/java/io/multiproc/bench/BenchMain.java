package io.multiproc.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ./bench}. */
@Command(
        name = "bench",
        description = "Runs the side-by-side comparison with CPython: all of it, or the areas and rows that are named.",
        footer = "./bench jmh [PATTERN] runs the JMH benchmarks instead.",
        subcommands = TaskCostCommand.class,
        mixinStandardHelpOptions = true)
public final class BenchMain implements Callable<Integer> {

    private static final String SCRIPT = "multiproc-bench/src/main/python/cpython_side.py";
    private static final String FOLDER = "target/bench";

    @Parameters(paramLabel = "AREA", description = "process pipe queue lock value pool manager, or the id of a row")
    private final List<String> wanted = new ArrayList<>();

    @Option(
            names = "--python",
            paramLabel = "COMMAND",
            description = "the interpreter to compare with (${DEFAULT-VALUE})")
    private String python = "python3";

    @Option(names = "--root", paramLabel = "FOLDER", description = "the repository's root (${DEFAULT-VALUE})")
    private Path root = Path.of("");

    /** Where results go. */
    Path folder() {
        return root.resolve(FOLDER);
    }

    @CommandLine.Spec
    private CommandSpec spec = CommandSpec.create();

    private BenchMain() {}

    /** Runs the command and ends the JVM with its exit code: 0, 1 if a row failed, 2 if there is nothing to run. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new BenchMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Scenario> scenarios;
        try {
            scenarios = Scenarios.named(wanted);
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("bench: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        try (CPython cpython = CPython.start(python, root.resolve(SCRIPT))) {
            Machine machine = Machine.here(cpython);
            out.println(machine.summary());
            return new Session(cpython, machine, folder(), out).run(scenarios, Scenarios.haveAllOf(Area.POOL, wanted))
                    ? 0
                    : 1;
        }
    }
}
