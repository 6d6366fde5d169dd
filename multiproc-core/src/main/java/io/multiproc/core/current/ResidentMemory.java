package io.multiproc.core.current;

import io.multiproc.ipc.proc.ProcessStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process has, as the operating system counts it. */
public final class ResidentMemory {

    private static final String FIELD = "VmRSS";
    private static final int KIB = 1024;

    private ResidentMemory() {}

    /** In bytes; empty where the operating system does not tell, or the process has ended. */
    public static OptionalLong of(long pid) {
        try {
            return in(Files.readString(Path.of("/proc/" + pid + "/status")));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong in(String status) {
        return ProcessStatus.field(status, FIELD).stream()
                .mapToLong(size -> Long.parseLong(
                                size.substring(0, size.length() - "kB".length()).strip())
                        * KIB)
                .findFirst();
    }
}
