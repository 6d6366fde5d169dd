package io.multiproc.core.pool.remote;

import io.multiproc.ipc.cpu.Affinity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Binds workers to processors; where that cannot be, they go where they want, and the log says so once. */
final class Pinning {

    private static final Logger LOG = System.getLogger(Pinning.class.getName());
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private Pinning() {}

    /** Binds the worker of that place to the processor of that place. */
    static void pin(String worker, long pid, int place) {
        String cause = Affinity.unavailabilityCause();
        List<Integer> usable = cause == null ? Affinity.usable() : List.of();
        if (usable.isEmpty()) {
            if (SAID.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "workers cannot be pinned to processors here and are not: {0}", cause);
            }
            return;
        }
        int processor = usable.get(place % usable.size());
        if (!Affinity.bind(pid, processor)) {
            LOG.log(Level.DEBUG, "worker {0} (pid {1}) was not bound to processor {2}", worker, pid, processor);
        }
    }
}
