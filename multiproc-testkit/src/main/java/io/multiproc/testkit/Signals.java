package io.multiproc.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Signals from outside to processes of tests, by {@code kill} of the operating system. */
public final class Signals {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_NANOS = Duration.ofMillis(2).toNanos();

    private Signals() {}

    /**
     * Sends a signal.
     *
     * @param name without {@code SIG}, or a number
     * @throws AssertionError if there is no such process
     */
    public static void send(String name, long pid) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new AssertionError("cannot send signal %s: pid=%d".formatted(name, pid));
        }
    }

    /**
     * Stops a process, and returns when all of its threads stand still: on a busy machine they go on for a moment after
     * the signal.
     */
    public static void stop(long pid) throws IOException, InterruptedException {
        send("STOP", pid);
        long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
        while (!allStandStill(pid)) {
            if (System.nanoTime() >= deadline) {
                throw new AssertionError("threads still run %s after SIGSTOP: pid=%d".formatted(TIME_LIMIT, pid));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Lets a stopped process go on. */
    public static void resume(long pid) throws IOException, InterruptedException {
        send("CONT", pid);
    }

    private static boolean allStandStill(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(Signals::standsStill);
        }
    }

    private static boolean standsStill(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.startsWith(") T", stat.lastIndexOf(')'));
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw new UncheckedIOException(e);
            }
            return true; // it has ended, before the file was opened or while it was read
        }
    }
}
