package io.multiproc.core.pool.staff;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.pool.dispatch.Dispatcher;
import io.multiproc.core.pool.dispatch.PoolThread;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.pool.DepartureReason;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.process.ProcessException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts workers in place of those that die or leave, and lets those go that are too many. On the pool's own thread
 * only.
 *
 * <p>One that does not get ready is tried again a few times; then the pool is broken, so that a bad initializer
 * or option ends in an error and not in an endless row of JVMs. Those who were started together fail together, and
 * count as one: what keeps several from starting may pass as well. As long as nobody is missing, a failure does no
 * harm. Those that die soon after they were ready without having done anything are treated so, too, with more patience
 * ({@link IdleDeaths}).
 */
@SuppressWarnings("FutureReturnValueIgnored") // what follows is done on the pool's thread, which logs what fails
final class Replacements {

    private static final Logger LOG = System.getLogger(Replacements.class.getName());
    private static final int MOST_FAILED_STARTS = 3;
    private static final long PAUSE_MILLIS = 100;

    private final String pool;
    private final Staff staff;
    private final Dispatcher dispatcher;
    private final PoolThread thread;
    private final Departures departures;
    private final IdleDeaths idleDeaths = new IdleDeaths();
    private int failedStarts; // since the last one that worked
    private int blamed; // failures up to that worker have been counted
    private boolean pausing; // then all who are missing are started
    private boolean complete;

    Replacements(String pool, Staff staff, Dispatcher dispatcher, PoolThread thread, Departures departures) {
        this.pool = pool;
        this.staff = staff;
        this.dispatcher = dispatcher;
        this.thread = thread;
        this.departures = departures;
    }

    /** All workers have been ready: from now on those who are missing are replaced. */
    void begin() {
        complete = true;
        adjust();
    }

    /** Starts those who are missing, lets those go who are too many. */
    void adjust() {
        for (int i = staff.missing(); i > 0 && !pausing; i--) {
            replace();
        }
        for (Worker worker = staff.surplus(); worker != null; worker = staff.surplus()) {
            departures.count(worker, DepartureReason.RESIZE);
            letGo(worker);
        }
    }

    /** The worker has got its last task: its successor starts while it works. */
    void succeed(Worker spent) {
        if (staff.leaves(spent)) {
            departures.count(spent, DepartureReason.TASKS);
        }
        replace();
    }

    /** It gets no more tasks, and ends when it has done what it has begun. */
    void letGo(Worker worker) {
        if (!dispatcher.roster().retire(worker) && !worker.isReady()) {
            worker.kill(); // one that is ready was told to end already, or is dead
        }
    }

    /** A worker and its links are gone. */
    void buried(Worker worker, ExitStatus status) {
        boolean busy = dispatcher.news().lost(worker, status);
        boolean expected = staff.isGone(worker);
        LOG.log(Level.DEBUG, "worker {0} ended by {1}", worker.name(), status.inWords());
        if (!complete) {
            LOG.log(Level.DEBUG, "pool {0} is not complete yet: whoever creates it decides", pool);
        } else if (expected) {
            countGone(worker, busy);
            replace(); // it may have died before it got its last task
        } else if (worker.ready().isCompletedExceptionally()) {
            startFailed(failure(worker), worker.number() > blamed);
        } else {
            countGone(worker, busy);
            failedStarts = 0;
            replaceDead(worker, status);
        }
    }

    private void countGone(Worker worker, boolean busy) {
        if (!staff.isEnding()) {
            departures.isGone(worker, busy);
        }
    }

    /** Those that have done nothing are not replaced for ever either. */
    private void replaceDead(Worker worker, ExitStatus status) {
        long livedNanos =
                worker.ageNanos(System.nanoTime()) - worker.startTime().toNanos();
        boolean idle = IdleDeaths.isOne(dispatcher.roster().handedTo(worker), livedNanos);
        if (idle && worker.number() > blamed) { // those that were started together count as one
            idleDeaths.count(dispatcher.tasksDone(), System.nanoTime());
            blamed = staff.hired();
        }
        if (!idle || idleDeaths.inARow() == 1) {
            replace();
        } else if (dispatcher.needsWorkers() && !pausing) {
            diedInVain(worker, status);
        }
    }

    private void diedInVain(Worker worker, ExitStatus status) {
        ProcessException reason =
                new ProcessException("worker " + worker.name() + " (pid " + worker.pid() + ") ended by "
                        + status.inWords() + " soon after it was ready, before it had begun a task" + status.hint());
        if (idleDeaths.areTooMany()) {
            breakUp(reason);
        } else {
            LOG.log(Level.WARNING, "pool {0} starts another worker: {1}", pool, reason.getMessage());
            pause(idleDeaths.inARow() - 1);
        }
    }

    /** Starts a worker if one is missing. */
    private void replace() {
        try {
            hire();
        } catch (RuntimeException
                | Error e) { // nobody sees what is thrown here, and who waits for a task would for ever
            startFailed(e, true);
        }
    }

    /**
     * Starts one in place of a worker that leaves only when it is ready, if one is missing then: that one, else null.
     */
    @Nullable
    Worker successor() {
        try {
            return hire();
        } catch (RuntimeException | Error e) { // no harm is done
            notReplaced(e);
            return null;
        }
    }

    private @Nullable Worker hire() {
        Worker successor = dispatcher.needsWorkers() ? staff.hireMissing() : null;
        if (successor != null) {
            Worker started = successor;
            started.ready().whenComplete((ready, failure) -> {
                if (failure == null) {
                    thread.execute(() -> failedStarts = 0);
                } else {
                    started.kill(); // one whose initializer failed still runs
                }
            });
        }
        return successor;
    }

    /** What kept a worker from starting may pass, but is not waited for for ever. */
    private void startFailed(Throwable reason, boolean counts) {
        if (!dispatcher.needsWorkers()) {
            return;
        }
        if (staff.missing() <= 0) {
            notReplaced(reason);
            return;
        }
        if (pausing) {
            return;
        }
        if (counts) {
            failedStarts++;
            blamed = staff.hired();
        }
        if (failedStarts >= MOST_FAILED_STARTS) {
            breakUp(reason);
        } else {
            pause(Math.max(1, failedStarts));
        }
    }

    private void breakUp(Throwable reason) {
        dispatcher.fail(broken(reason));
        staff.alive().forEach(Worker::kill);
    }

    private void pause(int times) {
        pausing = true;
        CompletableFuture.delayedExecutor(PAUSE_MILLIS * times, TimeUnit.MILLISECONDS, thread)
                .execute(this::endPause);
    }

    private void endPause() {
        pausing = false;
        adjust();
    }

    private void notReplaced(Throwable reason) {
        LOG.log(Level.WARNING, "a worker of pool " + pool + " could not be replaced and works on", reason);
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

    static Throwable cause(Exception e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }
}
