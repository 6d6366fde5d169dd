package io.multiproc.core.sync;

import io.multiproc.ipc.memory.Segment;
import io.multiproc.ipc.rundir.ProcessIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What processes are called: as they have entered themselves where they have mapped a segment. */
final class ProcessNames {

    /** One that is not known any more. */
    static final ProcessIdentity UNKNOWN = new ProcessIdentity(0, 0);

    private final Map<ProcessIdentity, String> names = new HashMap<>();
    private final boolean withIds;

    /**
     * Of all that have mapped one of the segments.
     *
     * @param withIds whether all are told with their ids; else only those whose name a living one has as well
     */
    ProcessNames(List<Segment> segments, boolean withIds) {
        this.withIds = withIds;
        segments.forEach(segment -> segment.processNames().forEach(names::putIfAbsent));
    }

    String of(ProcessIdentity process) {
        String name = names.get(process);
        if (name == null) {
            return process.equals(UNKNOWN) ? "a dead process" : "process " + process.pid();
        }
        return withIds || isShared(name, process) ? name + " (pid " + process.pid() + ")" : name;
    }

    boolean isName(String text, ProcessIdentity process) {
        return text.equals(names.get(process));
    }

    /** Whether another process has the name that lives: the dead are in the segments for long. */
    private boolean isShared(String name, ProcessIdentity process) {
        return names.entrySet().stream()
                .filter(other ->
                        other.getValue().equals(name) && !other.getKey().equals(process))
                .anyMatch(other -> other.getKey().isAlive());
    }
}
