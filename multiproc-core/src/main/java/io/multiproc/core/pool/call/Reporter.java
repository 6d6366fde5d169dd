package io.multiproc.core.pool.call;

import io.multiproc.core.pool.dispatch.PoolThread;
import io.multiproc.pool.PoolProgress;
import io.multiproc.pool.ProgressListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Calls a listener to progress on a thread of its own, until it throws. */
final class Reporter {

    private static final Logger LOG = System.getLogger(Reporter.class.getName());

    private final ProgressListener listener;
    private final String pool;
    private final PoolThread thread;
    private boolean failed; // used by that thread only

    Reporter(ProgressListener listener, String pool) {
        this.listener = listener;
        this.pool = pool;
        this.thread = new PoolThread("multiproc-progress-" + pool);
    }

    PoolThread thread() {
        return thread;
    }

    /** On the thread. */
    void tell(PoolProgress progress) {
        if (failed) {
            return;
        }
        try {
            listener.progress(progress);
        } catch (RuntimeException | Error e) {
            failed = true;
            LOG.log(Level.WARNING, "a progress listener of pool '" + pool + "' failed and is not called again", e);
        }
    }
}
