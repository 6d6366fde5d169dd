package io.multiproc.examples.demo;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./demo NAME [ARG...]}: runs one example. */
@Command
final class ExampleCommand implements Callable<Integer> {

    private final Example example;

    @Parameters(paramLabel = "ARG", description = "handed to the example")
    private String[] arguments = {};

    ExampleCommand(Example example) {
        this.example = example;
    }

    @Override
    public Integer call() throws Exception {
        example.program().run(arguments);
        return 0;
    }
}
