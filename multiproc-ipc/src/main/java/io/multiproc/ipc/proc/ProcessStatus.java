package io.multiproc.ipc.proc;

import java.util.Optional;

/** Reads the file {@code status} of a process in {@code /proc}. */
public final class ProcessStatus {

    private ProcessStatus() {}

    /**
     * What stands behind a name.
     *
     * @param status the file
     * @param name such as {@code VmRSS}
     */
    public static Optional<String> field(String status, String name) {
        String start = name + ":";
        return status.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    /**
     * Whether a signal is in a set of them.
     *
     * @param status the file
     * @param name such as {@code SigIgn}
     * @param signal from 1 to 64
     */
    public static boolean hasSignal(String status, String name, int signal) {
        long bit = 1L << (signal - 1);
        return field(status, name)
                .map(set -> (Long.parseUnsignedLong(set, 16) & bit) != 0)
                .orElse(false);
    }
}
