package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.processBuilder;

import io.multiproc.pool.ProcessPool;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Path;
import java.util.List;

/** A program with all kinds of children, which says when they are up and then waits; run in a terminal. */
final class TerminalProgram {

    private TerminalProgram() {}

    /** Takes a folder for the children's marks, and whether a child is not to end by SIGTERM. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        boolean stubborn = Boolean.parseBoolean(arguments[1]);
        ProcessPool pool = pool(2);
        pool.applyAsync(() -> {
            Programs.sleepForever();
            return 0;
        });
        process(
                        mark -> Programs.sleepForever(Path.of(mark)),
                        folder.resolve("normal").toString())
                .start();
        processBuilder()
                .daemon(true)
                .target(TerminalProgram::daemon, folder.resolve("daemon").toString(), stubborn)
                .start();
        List<Path> marks = List.of(folder.resolve("normal"), folder.resolve("daemon"));
        for (Path mark : marks) {
            Programs.awaitFile(mark);
        }
        System.out.println("ready");
        Programs.sleepForever();
    }

    static void daemon(String mark, boolean stubborn) throws Exception {
        if (stubborn) {
            Programs.ignoreSigterm(Path.of(mark));
        } else {
            Programs.sleepForever(Path.of(mark));
        }
    }
}
