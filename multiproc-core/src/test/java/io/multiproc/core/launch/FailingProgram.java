package io.multiproc.core.launch;

import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ProcessStartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A program whose second child cannot start, for the reason that its arguments make. */
public final class FailingProgram {

    private FailingProgram() {}

    /**
     * The first argument says what to do: {@code java-home DIR}, {@code delete FILE} or {@code options OPTION...}; with
     * {@code only OPTION...} there is no first child.
     */
    public static void main(String[] args) throws Exception {
        if (!args[0].equals("only")) {
            ChildProcess first = process(Program::tell, "the first");
            first.start();
            first.join();
        }
        String[] options = {};
        switch (args[0]) {
            case "java-home" -> System.setProperty("java.home", args[1]);
            case "delete" -> Files.delete(Path.of(args[1]));
            case "options", "only" -> options = Arrays.copyOfRange(args, 1, args.length);
            default -> throw new IllegalArgumentException(args[0]);
        }
        try {
            processBuilder()
                    .jvmOptions(options)
                    .target(Program::tell, "the second")
                    .start();
            System.out.println("started");
        } catch (ProcessStartException e) {
            System.out.println(e.exitCode() + " " + e.getCause());
            System.out.println(e.getMessage());
        }
        System.out.println("end");
    }
}
