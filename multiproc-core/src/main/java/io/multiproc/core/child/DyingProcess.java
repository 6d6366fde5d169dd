package io.multiproc.core.child;

import io.multiproc.ipc.proc.ProcessStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process was killed before: the end of one that is killed by several at once is put down to the first. Read
 * from {@code /proc}; where there is none, or it cannot be read, nobody was.
 */
public final class DyingProcess {

    private static final int STATE = 0; // of what comes behind the name
    private static final int FLAGS = 6;
    private static final long EXITING = 4;
    private static final int KILL = 9;

    private DyingProcess() {}

    /** Whether it has ended, ends, or has got a SIGKILL that it cannot but follow. */
    public static boolean is(long pid) {
        return is(Path.of("/"), pid);
    }

    static boolean is(Path root, long pid) {
        Path folder = root.resolve("proc/" + pid);
        try {
            return isEnding(read(folder.resolve("stat"))) || isKilled(read(folder.resolve("status")));
        } catch (IOException e) { // it is gone, or nothing can be read here now: to look needs no descriptor
            return !Files.exists(folder) && Files.exists(root.resolve("proc/self"));
        } catch (RuntimeException e) { // in a form that is not known here
            return false;
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static boolean isEnding(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields[STATE].equals("Z") || fields[STATE].equals("X") || (Long.parseLong(fields[FLAGS]) & EXITING) != 0;
    }

    private static boolean isKilled(String status) {
        return ProcessStatus.hasSignal(status, "SigPnd", KILL) || ProcessStatus.hasSignal(status, "ShdPnd", KILL);
    }
}
