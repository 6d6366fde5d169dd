package io.multiproc.examples;

import static io.multiproc.Multiprocessing.*;

import io.multiproc.process.ChildProcess;
import io.multiproc.process.ExitException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A table of the ways in which a process ends, and their exit codes.
 *
 * <pre>{@code
 * jobs = [Process(target=f, name=f.__name__) for f in (normally, exit_error, exit_ok, raises, terminated, killed)]
 * for j in jobs:
 *     j.start()
 * jobs[4].terminate()
 * jobs[5].kill()
 * for j in jobs:
 *     j.join()
 *     print('%-16s %3d' % (j.name, j.exitcode))
 * }</pre>
 */
public final class TerminateAndExitCodes {

    private TerminateAndExitCodes() {}

    static void normally() {
        Thread.onSpinWait();
    }

    static void exitError() {
        System.exit(3);
    }

    static void exitWithReason(String input) {
        if (!Files.exists(Path.of(input))) {
            throw new ExitException("no input file");
        }
    }

    static void uncaught() {
        System.out.println(Integer.parseInt("forty-two"));
    }

    static void sleep() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    public static void main(String[] args) throws InterruptedException {
        Map<String, ChildProcess> jobs = new LinkedHashMap<>();
        jobs.put("normal return", process(TerminateAndExitCodes::normally));
        jobs.put("System.exit(3)", process(TerminateAndExitCodes::exitError));
        jobs.put("ExitException", process(TerminateAndExitCodes::exitWithReason, "no-such-file"));
        jobs.put("uncaught", process(TerminateAndExitCodes::uncaught));
        jobs.put("interrupted", process(TerminateAndExitCodes::sleep));
        jobs.put("terminated", process(TerminateAndExitCodes::sleep));
        jobs.put("killed", process(TerminateAndExitCodes::sleep));
        jobs.values().forEach(ChildProcess::start);
        jobs.get("interrupted").interrupt();
        jobs.get("terminated").terminate();
        jobs.get("killed").kill();
        for (Map.Entry<String, ChildProcess> job : jobs.entrySet()) {
            job.getValue().join();
            System.out.println("%-16s %3d"
                    .formatted(job.getKey(), job.getValue().exitCode().getAsInt()));
        }
    }
}
