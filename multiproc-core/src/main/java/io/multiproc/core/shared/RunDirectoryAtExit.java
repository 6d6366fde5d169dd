package io.multiproc.core.shared;

import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.rundir.RunDirectory;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has this process's run directory removed at its end, when no child needs anything in it any more. */
final class RunDirectoryAtExit {

    private static final AtomicBoolean PREPARED = new AtomicBoolean();

    private RunDirectoryAtExit() {}

    /** To be called before the directory gets its first file of this package. */
    static void prepare() {
        if (PREPARED.compareAndSet(false, true)) {
            AtExit.register(AtExit.PIPES, RunDirectory::deleteLocal);
        }
    }
}
