package io.multiproc.ipc.rundir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be confused with a later one of the same number.
 *
 * @param pid process id
 * @param start when it started: clock ticks since boot on Linux, milliseconds elsewhere
 */
public record ProcessIdentity(long pid, long start) {

    private static final int THREADS_FIELD = 20;
    private static final int START_TIME_FIELD = 22;
    private static final Path PROCESSES = Path.of("/proc");

    /** This process. */
    public static ProcessIdentity current() {
        return Self.IDENTITY;
    }

    /** The process that has that number now; never alive if there is none. */
    static ProcessIdentity of(long pid) {
        return new ProcessIdentity(pid, startOf(pid).orElse(-1L));
    }

    /**
     * Whether the very process still runs; a zombie does not, once the last of its threads has ended. While this
     * process has no file descriptor left to look, a process of that number passes for it: what is alive must not be
     * taken for dead.
     */
    public boolean isAlive() {
        try {
            return startOf(pid).map(now -> now == start).orElse(false);
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    /**
     * When the process of that number started; empty if there is none, or only a zombie.
     *
     * @throws UncheckedIOException if there is one that cannot be looked at now
     */
    private static Optional<Long> startOf(long pid) {
        Path stat = PROCESSES.resolve(pid + "/stat");
        try {
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // the second field is the command in parentheses, which may hold anything
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            return isOver(fields) ? Optional.empty() : Optional.of(Long.parseLong(fields[START_TIME_FIELD - 3]));
        } catch (IOException e) {
            if (Files.isDirectory(PROCESSES.resolve("self"))) {
                if (Files.exists(PROCESSES.resolve(Long.toString(pid)))) { // needs no descriptor
                    throw new UncheckedIOException("cannot look at process " + pid + ": " + e.getMessage(), e);
                }
                return Optional.empty();
            }
            return ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(Instant::toEpochMilli);
        }
    }

    /** Looked up once: it must stay the same when no descriptor is left. */
    private static final class Self {

        static final ProcessIdentity IDENTITY = look();

        private static ProcessIdentity look() {
            long pid = ProcessHandle.current().pid();
            return new ProcessIdentity(pid, startOf(pid).orElse(0L));
        }
    }

    /** A process that is killed may be a zombie by its first thread while another one still writes to shared memory. */
    private static boolean isOver(String[] fields) {
        return fields[0].equals("X") || (fields[0].equals("Z") && Long.parseLong(fields[THREADS_FIELD - 3]) <= 1);
    }
}
