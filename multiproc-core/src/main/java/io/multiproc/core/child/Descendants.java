package io.multiproc.core.child;

import java.lang.System.Logger.Level;
import java.util.List;

/** What a process has started, and what that has started. */
public final class Descendants {

    private Descendants() {}

    /** None if they cannot be found out, as without a free file descriptor: that must not save the process itself. */
    public static List<ProcessHandle> of(ProcessHandle process) {
        try {
            return process.descendants().toList();
        } catch (RuntimeException e) {
            System.getLogger(Descendants.class.getName())
                    .log(
                            Level.WARNING,
                            "cannot find out what process " + process.pid() + " has started: only itself is ended",
                            e);
            return List.of();
        }
    }
}
