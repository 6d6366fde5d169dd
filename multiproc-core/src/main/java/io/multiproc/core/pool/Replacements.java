package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.process.ProcessException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Starts successors of workers that die or leave. On the pool's own thread only.
 *
 * <p>A successor that does not get ready is tried again a few times; then the pool is broken, so that a bad initializer
 * or option ends in an error and not in an endless row of JVMs.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the chains of futures end in one that is returned
final class Replacements {

    private static final Logger LOG = System.getLogger(Replacements.class.getName());
    private static final int MOST_FAILED_STARTS = 3;
    private static final long PAUSE_MILLIS = 100;

    private final String pool;
    private final Staff staff;
    private final Dispatcher dispatcher;
    private final PoolThread thread;
    private int failedStarts;
    private boolean complete;

    Replacements(String pool, Staff staff, Dispatcher dispatcher, PoolThread thread) {
        this.pool = pool;
        this.staff = staff;
        this.dispatcher = dispatcher;
        this.thread = thread;
    }

    /** All workers have been ready: from now on those who are missing are replaced. */
    void begin() {
        complete = true;
        for (int i = staff.missing(); i > 0; i--) {
            replace();
        }
    }

    /** The worker has got its last task: its successor starts while it works. */
    void succeed(Worker spent) {
        staff.leaves(spent);
        replace();
    }

    /** A worker and its links are gone. */
    void buried(Worker worker, ExitStatus status) {
        dispatcher.lost(worker, status);
        staff.isGone(worker);
        LOG.log(Level.DEBUG, "worker {0} ended by {1}", worker.name(), status.inWords());
        if (!complete) {
            LOG.log(Level.DEBUG, "pool {0} is not complete yet: whoever creates it decides", pool);
        } else if (worker.ready().isCompletedExceptionally()) {
            startFailed(failure(worker));
        } else {
            failedStarts = 0;
            replace();
        }
    }

    /** Starts a successor if one is needed. */
    private void replace() {
        Worker successor;
        try {
            successor = dispatcher.needsWorkers() ? staff.hireMissing() : null;
        } catch (ProcessException e) {
            startFailed(e);
            return;
        }
        if (successor != null) {
            Worker started = successor;
            started.ready().exceptionally(failure -> {
                started.kill(); // one whose initializer failed still runs
                return null;
            });
        }
    }

    /** What kept a worker from starting may pass, but is not waited for for ever. */
    private void startFailed(Throwable reason) {
        if (!dispatcher.needsWorkers()) {
            return;
        }
        failedStarts++;
        if (failedStarts >= MOST_FAILED_STARTS) {
            dispatcher.fail(broken(reason));
            staff.alive().forEach(Worker::kill);
        } else {
            CompletableFuture.delayedExecutor(PAUSE_MILLIS * failedStarts, TimeUnit.MILLISECONDS, thread)
                    .execute(this::replace);
        }
    }

    PoolBrokenException broken(Throwable cause) {
        return new PoolBrokenException("pool '" + pool + "' cannot start its workers: " + cause.getMessage(), cause);
    }

    private static Throwable failure(Worker worker) {
        try {
            worker.ready().join();
            throw new IllegalStateException("worker " + worker.name() + " was ready before it ended");
        } catch (CompletionException e) {
            return cause(e);
        }
    }

    static Throwable cause(CompletionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }
}
