package io.multiproc.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a test left behind. */
record Leaks(List<ProcessHandle> processes, List<Thread> threads, List<Path> files) {

    private static final int MAX_DUMPS = 4;

    boolean isEmpty() {
        return processes.isEmpty() && threads.isEmpty() && files.isEmpty();
    }

    /** Everything that helps to find out why they are there; takes thread dumps, so the processes must still run. */
    String report(String test, Duration patience) {
        var report = new StringBuilder("%s left behind for more than %d ms: processes=%d, threads=%d, files=%d%n"
                .formatted(test, patience.toMillis(), processes.size(), threads.size(), files.size()));
        for (ProcessHandle process : processes) {
            report.append("process %d of parent %s: %s%n"
                    .formatted(
                            process.pid(),
                            process.parent()
                                    .map(parent -> Long.toString(parent.pid()))
                                    .orElse("unknown"),
                            process.info().commandLine().orElse("command line unknown")));
        }
        for (Thread thread : threads) {
            report.append("thread %s%n".formatted(thread.getName()));
            for (StackTraceElement frame : thread.getStackTrace()) {
                report.append("    at %s%n".formatted(frame));
            }
        }
        for (Path file : files) {
            report.append("file %s%n".formatted(file));
        }
        processes.stream().limit(MAX_DUMPS).map(ThreadDump::of).forEach(report::append);
        return report.toString();
    }

    /** Ends the processes with SIGKILL and waits a moment for their ends. */
    void killProcesses() {
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            try {
                process.onExit().get(2, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // It is not a child of ours, or cannot be killed: the report has its id.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            ThreadDump.cleanUp(process);
        }
    }
}
