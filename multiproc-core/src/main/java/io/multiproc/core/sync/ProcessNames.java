package io.multiproc.core.sync;

import io.multiproc.ipc.memory.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What processes are called, by their ids: as they have entered themselves where they have mapped a segment. */
final class ProcessNames {

    private final Map<Long, String> names = new HashMap<>();
    private final boolean withIds;

    /**
     * Of all that have mapped one of the segments.
     *
     * @param withIds whether all are told with their ids; else only those whose name another has as well
     */
    ProcessNames(List<Segment> segments, boolean withIds) {
        this.withIds = withIds;
        segments.forEach(segment -> segment.processNames().forEach(names::putIfAbsent));
    }

    String of(long pid) {
        String name = names.get(pid);
        if (name == null) {
            return pid == 0 ? "a dead process" : "process " + pid;
        }
        return withIds || isShared(name) ? name + " (pid " + pid + ")" : name;
    }

    boolean isName(String text, long pid) {
        return text.equals(names.get(pid));
    }

    private boolean isShared(String name) {
        return names.values().stream().filter(name::equals).count() > 1;
    }
}
