package io.multiproc.core.logging;

import static io.multiproc.Multiprocessing.processBuilder;

import io.multiproc.process.ChildProcess;
import io.multiproc.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Targets of child processes that log. */
final class Logging {

    static final String NAME = "acme.jobs";

    private Logging() {}

    static void logAndFail() {
        Thread.currentThread().setName("busy");
        Logger.getLogger(NAME).log(Level.WARNING, "job {0} failed", new Object[] {7});
        Logger.getLogger(NAME).log(Level.SEVERE, "thrown", new IllegalStateException("broken"));
        System.getLogger("acme.system").log(System.Logger.Level.INFO, "by the platform");
    }

    static void logFine() {
        Logger.getLogger(NAME).fine("fine");
        Logger.getLogger(NAME).finer("finer");
    }

    static void logMany(int count, int length) {
        for (int i = 0; i < count; i++) {
            Logger.getLogger(NAME).info("record " + i + " " + "-".repeat(length));
        }
    }

    static void logForEver(String started) throws IOException {
        logMany(100, 10);
        Programs.writeText(Path.of(started), "");
        while (true) {
            logMany(100, 10);
        }
    }

    static void logManyThenWrite(String file, int count, int length) throws IOException {
        logMany(count, length);
        Programs.writeText(Path.of(file), "done");
    }

    static void logWhenToldTo(String folder, int count) throws Exception {
        Programs.writePid(Path.of(folder, "child"));
        Programs.awaitFile(Path.of(folder, "go"));
        logMany(count, 100);
    }

    static void logLate(String go) throws Exception {
        Programs.awaitFile(Path.of(go));
        Logger.getLogger(NAME).fine("finer than the parent prints");
        Logger.getLogger(NAME).log(Level.WARNING, "late", new IllegalStateException("broken"));
    }

    static void parentOfOneThatLogs() throws Exception {
        ChildProcess grandchild =
                processBuilder().name("grandchild").forwardLogs(true).target(Logging::logFineAndWarning);
        grandchild.start();
        grandchild.join();
    }

    static void logFineAndWarning() {
        Logger.getLogger(NAME).warning("from below");
    }

    static int logInATask(int number) {
        Logger.getLogger(NAME).warning("task " + number);
        return number;
    }

    static void outliveParent(String folder) throws Exception {
        Logger.getLogger(NAME).warning("alive");
        io.multiproc.Multiprocessing.parentProcess().orElseThrow().join();
        logMany(10_000, 100);
        Programs.writeText(Path.of(folder, "survived"), "yes");
    }

    static void badArgument() {
        Logger.getLogger(NAME).log(Level.WARNING, "never {0}", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        });
        Logger.getLogger(NAME).warning("after");
    }
}
