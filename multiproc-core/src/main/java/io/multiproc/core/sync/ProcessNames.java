package io.multiproc.core.sync;

import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.process.ProcessTable;
import io.multiproc.process.ChildProcess;
import java.util.HashMap;
import java.util.Map;

/** The names of the processes that this one knows, by their ids. */
final class ProcessNames {

    private final Map<Long, String> names = new HashMap<>();

    ProcessNames() {
        CurrentProcess self = CurrentProcess.get();
        self.parent().ifPresent(parent -> names.put(parent.pid(), parent.name()));
        for (ChildProcess child : ProcessTable.active()) {
            child.pid().ifPresent(pid -> names.put(pid, child.name()));
        }
        names.put(self.pid(), self.name());
    }

    String of(long pid) {
        return names.getOrDefault(pid, pid == 0 ? "a dead process" : "process " + pid);
    }
}
