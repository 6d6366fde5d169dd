package io.multiproc.core.faults;

import static io.multiproc.Multiprocessing.parentProcess;
import static io.multiproc.Multiprocessing.pool;
import static io.multiproc.Multiprocessing.poolBuilder;
import static io.multiproc.Multiprocessing.processBuilder;

import io.multiproc.pool.ProcessPool;
import io.multiproc.testkit.programs.Programs;
import java.nio.file.Path;

/** A program with one child of each kind, two of them with a daemonic child, which then waits to be killed. */
final class OrphanProgram {

    private OrphanProgram() {}

    public static void main(String[] arguments) throws Exception {
        String folder = arguments[0];
        processBuilder()
                .name("daemon")
                .daemon(true)
                .target(OrphanProgram::busy, folder + "/daemon")
                .start();
        processBuilder()
                .name("hanging")
                .daemon(true)
                .target(OrphanProgram::hang, folder + "/hanging")
                .start();
        processBuilder().name("plain").target(OrphanProgram::outlive, folder).start();
        ProcessPool pool = pool(2);
        pool.applyAsync(OrphanProgram::work, folder + "/worker-1");
        pool.applyAsync(OrphanProgram::work, folder + "/worker-2");
        poolBuilder().processes(1).daemonicWorkers(false).build().applyAsync(OrphanProgram::workAsParent, folder);
        System.out.println("running");
        Programs.sleepForever();
    }

    /** Does not wait for anything: only another thread can end it. */
    static void busy(String file) throws Exception {
        Programs.writePid(Path.of(file));
        Programs.loopForever();
    }

    static void hang(String file) throws Exception {
        Programs.writePid(Path.of(file));
        Runtime.getRuntime().addShutdownHook(new Thread(Programs::loopForever));
        System.exit(0);
    }

    static int work(String file) throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "1000").start();
        Programs.writeText(Path.of(file + "-sleeper"), "" + sleeper.pid());
        busy(file);
        return 0;
    }

    static int workAsParent(String folder) throws Exception {
        startDaemon(folder + "/below-worker");
        return work(folder + "/worker-3");
    }

    private static void startDaemon(String file) {
        processBuilder().daemon(true).target(OrphanProgram::busy, file).start();
    }

    static void outlive(String folder) throws Exception {
        startDaemon(folder + "/below-plain");
        Programs.writePid(Path.of(folder, "plain"));
        var parent = parentProcess().orElseThrow();
        parent.join();
        Programs.writeText(Path.of(folder, "survived"), "parent alive: " + parent.isAlive());
        Programs.sleepForever();
    }
}
