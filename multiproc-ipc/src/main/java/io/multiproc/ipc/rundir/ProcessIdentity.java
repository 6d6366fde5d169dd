package io.multiproc.ipc.rundir;

import java.io.IOException;
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
record ProcessIdentity(long pid, long start) {

    private static final int START_TIME_FIELD = 22;

    /** This process. */
    static ProcessIdentity current() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(pid, startOf(pid).orElse(0L));
    }

    /** Whether the very process still runs; a zombie does not. */
    boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
                && startOf(pid).map(now -> now == start).orElse(false);
    }

    /** When it started, or nothing if it does not run. */
    private static Optional<Long> startOf(long pid) {
        Path stat = Path.of("/proc/" + pid + "/stat");
        try {
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // the second field is the command in parentheses, which may hold anything
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
            boolean ended = fields[0].equals("Z") || fields[0].equals("X"); // but not collected by its parent
            return ended ? Optional.empty() : Optional.of(Long.parseLong(fields[START_TIME_FIELD - 3]));
        } catch (IOException e) {
            return ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(Instant::toEpochMilli);
        }
    }
}
