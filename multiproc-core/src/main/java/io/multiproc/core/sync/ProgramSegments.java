package io.multiproc.core.sync;

import io.multiproc.ipc.memory.Segment;
import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.rundir.RunDirectory;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the shared objects of a whole program are: any of its processes may have made some. */
final class ProgramSegments {

    private ProgramSegments() {}

    /** What this process has mapped, and what others of its program have made that it does not know. */
    static List<Segment> withMapped() {
        Map<Path, Segment> all = new LinkedHashMap<>();
        SharedHeap.local().segments().forEach(segment -> all.put(segment.path(), segment));
        try {
            ofProgram(ProcessHandle.current().pid()).values().forEach(directory -> add(directory, all));
        } catch (UncheckedIOException e) {
            log("what others of the program have made", e);
        }
        return List.copyOf(all.values());
    }

    private static void add(Path directory, Map<Path, Segment> all) {
        // not one that is just being made, or has no room for one more who looks
        SharedHeap.readAll(directory, Set.copyOf(all.keySet()), (path, reason) -> log("the objects in " + path, reason))
                .forEach(segment -> all.putIfAbsent(segment.path(), segment));
    }

    private static void log(String what, Exception reason) {
        System.getLogger(ProgramSegments.class.getName()).log(Level.DEBUG, "not in the snapshot: " + what, reason);
    }

    /**
     * Those of the highest process above that one which is ours, and of all below that: any of them may make a lock.
     */
    static Map<Long, Path> ofProgram(long pid) {
        Map<Long, Path> directories = RunDirectory.ofTheLiving();
        Set<Long> family = new HashSet<>();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        Optional<ProcessHandle> highest = process;
        while (process.isPresent()) {
            if (directories.containsKey(process.get().pid())) {
                highest = process;
            }
            process = process.get().parent();
        }
        highest.ifPresent(top -> {
            family.add(top.pid());
            top.descendants().forEach(each -> family.add(each.pid()));
        });
        directories.keySet().retainAll(family);
        return directories;
    }
}
