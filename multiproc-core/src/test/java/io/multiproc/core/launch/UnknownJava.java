package io.multiproc.core.launch;

import static io.multiproc.Multiprocessing.currentProcess;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.setExecutable;

import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Path;

/** A program in a JVM that does not know where it comes from. */
final class UnknownJava {

    private UnknownJava() {}

    public static void main(String[] arguments) throws Exception {
        String home = System.getProperty("java.home");
        ChildProcess first = process(Programs::returnNormally);
        ChildProcess second = process(Programs::print, "started");
        System.out.println(
                currentProcess().name() + " logs: " + System.getLogger("first").isLoggable(System.Logger.Level.ERROR));
        System.clearProperty("java.home"); // not earlier: the JDK itself needs it for a while
        try {
            first.start();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        System.setProperty("java.home", home);
        setExecutable(Path.of(home, "bin", "java"));
        second.start();
        second.join();
    }
}
