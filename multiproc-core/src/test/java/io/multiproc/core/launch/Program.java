package io.multiproc.core.launch;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;

import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program as anyone might write it: one process, then a pool. Needs nothing of the tests, so that it can be put into
 * a jar of its own.
 */
public final class Program {

    private Program() {}

    /**
     * The arguments are files that vanish while the program runs; property {@code elsewhere}: where the process works.
     */
    public static void main(String[] args) throws Exception {
        String elsewhere = System.getProperty("elsewhere");
        ChildProcess child = elsewhere == null
                ? process(Program::tell, "an argument")
                : processBuilder().directory(Path.of(elsewhere)).target(Program::tell, "an argument");
        child.start();
        child.join();
        System.out.println("exit code " + child.exitCode().getAsInt());
        for (String file : args) {
            Files.delete(Path.of(file));
        }
        try (ProcessPool pool = pool(1)) {
            System.out.println("squares " + pool.map(Program::square, List.of(1, 2, 3, 4)));
        }
        System.out.println("end");
    }

    static void tell(String argument) {
        System.out.println("child was given " + argument);
        String classPath = System.getProperty("java.class.path");
        System.out.println(
                "child's class path " + (classPath.length() < 10_000 ? classPath : classPath.length() + " characters"));
        System.out.println(
                "child's options " + ManagementFactory.getRuntimeMXBean().getInputArguments());
        System.out.println("child's key " + System.getProperty("key"));
        boolean asserting = false;
        assert asserting = true;
        System.out.println("child asserts " + asserting);
        System.out.println("child's heap " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB");
        System.out.println("child's directory " + Path.of("").toAbsolutePath());
    }

    static int square(int number) {
        return number * number;
    }
}
