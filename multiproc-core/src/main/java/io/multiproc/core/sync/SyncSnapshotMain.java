package io.multiproc.core.sync;

import io.multiproc.ipc.memory.ProcessName;
import io.multiproc.ipc.memory.Segment;
import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.sync.SyncSnapshot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Prints who has which lock and who waits for what in programs that run, from outside: they need not be able to answer,
 * and may even be stopped.
 *
 * <pre>
 * java -cp CLASSPATH io.multiproc.core.sync.SyncSnapshotMain [PID]
 * </pre>
 *
 * <p>With a process id: of the program that this process belongs to. Without: of all programs of this user. A program
 * that has {@code -Dmultiproc.dir} is found with the same. What cannot be read, for instance of another version, has a
 * line.
 */
public final class SyncSnapshotMain {

    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private SyncSnapshotMain() {}

    /** Exit codes: 0 if a snapshot was printed, 1 if there is no such program, 2 if the arguments are wrong. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        if (arguments.length > 1 || (arguments.length == 1 && !arguments[0].matches("\\d{1,9}"))) {
            System.err.println("usage: SyncSnapshotMain [PID] (of any process of the program)");
            System.exit(WRONG_USE);
        }
        ProcessName.set(SyncSnapshotMain.class.getSimpleName());
        boolean found = arguments.length == 0
                ? print("of this user", RunDirectory.ofTheLiving(), System.out)
                : print(
                        "of the program of process " + arguments[0],
                        ProgramSegments.ofProgram(Long.parseLong(arguments[0])),
                        System.out);
        System.exit(found ? 0 : FAILED);
    }

    private static boolean print(String whose, Map<Long, Path> directories, PrintStream out) {
        if (directories.isEmpty()) {
            out.println("no process " + whose + " has a run directory"
                    + " (another user's is not shown; a program with -Dmultiproc.dir=DIR is found with the same)");
            return false;
        }
        List<Segment> segments = new ArrayList<>();
        for (Path directory : directories.values()) {
            segments.addAll(SharedHeap.readAll(
                    directory, Set.of(), (path, reason) -> out.println("cannot read " + path + ": " + reason)));
        }
        SyncSnapshot snapshot = SyncInspection.of(segments, true);
        boolean nothing = snapshot.holdings().isEmpty() && snapshot.waits().isEmpty();
        out.println("processes " + whose + " that may have made shared objects: " + directories.keySet());
        out.println(nothing ? "no lock is held, and nobody waits" : snapshot);
        return true;
    }
}
