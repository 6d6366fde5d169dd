package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.process;

import io.multiproc.core.current.Signals;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Path;

/** A program that has ended, but for its child, which takes no notice of Ctrl-C; run in a terminal. */
final class PatientProgram {

    private PatientProgram() {}

    /** Takes a folder: the child ends when there is a file "go". */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        process(PatientProgram::child, folder.toString()).start();
        Programs.awaitFile(folder.resolve("up"));
        System.out.println("ready");
    }

    static void child(String folder) throws Exception {
        Signals.handle("INT", () -> {});
        Programs.writeText(Path.of(folder, "up"), "");
        Programs.awaitFile(Path.of(folder, "go"));
    }
}
