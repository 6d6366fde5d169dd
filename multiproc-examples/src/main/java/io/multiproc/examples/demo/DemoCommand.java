package io.multiproc.examples.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of {@code ./demo}. */
@Command(
        name = "./demo",
        usageHelpWidth = 100,
        description =
                "Shows what multiproc does: counts primes in sequence and on child JVMs, makes thumbnails of pictures, "
                        + "and kills a worker in mid-run.%n",
        commandListHeading = "%nExamples, to be run by name:%n")
final class DemoCommand implements Callable<Integer> {

    private final Display display;

    @Option(names = "--list", description = "name the examples, one on a line")
    private boolean list;

    @Option(names = "--pictures", paramLabel = "DIR", description = "make thumbnails of the pictures in this folder")
    private @Nullable Path pictures;

    @Option(names = "--out", paramLabel = "DIR", description = "keep the thumbnails in this folder")
    private @Nullable Path out;

    @Option(
            names = "--primes-below",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "count the primes below this number (${DEFAULT-VALUE})")
    private int limit;

    private DemoCommand(Display display) {
        this.display = display;
    }

    static CommandLine commandLine(Display display) {
        CommandLine line = new CommandLine(new DemoCommand(display));
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("show this help")
                        .build());
        for (Example example : Example.ALL) {
            CommandLine command = new CommandLine(new ExampleCommand(example));
            command.setUnmatchedOptionsArePositionalParams(true);
            command.getCommandSpec().usageMessage().description(example.description());
            line.addSubcommand(example.name(), command);
        }
        return line.setParameterExceptionHandler(DemoCommand::misused)
                .setExecutionExceptionHandler(DemoCommand::failed);
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            for (Example example : Example.ALL) {
                display.say("%-24s %s", example.name(), example.description());
            }
        } else {
            new MainJob(display, limit).run(pictures, out);
        }
        return 0;
    }

    /** The command line is wrong: one line that says what, one that says where to look. */
    private static int misused(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println(
                "demo: " + (e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched) : e.getMessage()));
        err.println("(./demo --list names the examples, ./demo --help the options)");
        return CommandLine.ExitCode.USAGE;
    }

    private static String unknown(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            return "there is no option " + argument;
        }
        if (Files.isDirectory(Path.of(argument))) {
            return "no example is named %s: for thumbnails of that folder, ./demo --pictures %<s".formatted(argument);
        }
        List<String> suggestions = e.getSuggestions(); // the nearest first; the others seldom resemble it
        return "no example is named %s%s"
                .formatted(argument, suggestions.isEmpty() ? "" : ": did you mean " + suggestions.get(0) + "?");
    }

    /** A file that cannot be read needs a line, and so does the end by Ctrl-C; anything else its stack. */
    private static int failed(Exception e, CommandLine command, ParseResult arguments) throws Exception {
        if (!(e instanceof IOException || e instanceof CancellationException)) {
            throw e;
        }
        command.getErr().println("demo: " + e.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
