package io.multiproc.core.pool.staff;

import io.multiproc.core.pool.dispatch.Dispatcher;
import io.multiproc.core.pool.dispatch.PoolThread;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.settings.Tenure;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.pool.DepartureReason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the workers from time to time, if there are limits of their {@link Tenure} that want it: replaces one that
 * is beyond them, when its successor is ready, and lets those rest that have nothing to do. On the pool's own thread
 * only.
 *
 * <p>One is replaced at a time, from the start of its successor to its own end: the memory of a pool grows by one
 * worker at most, and not all go at once.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what follows a successor's start is done on the pool's thread
final class Upkeep {

    private static final Logger LOG = System.getLogger(Upkeep.class.getName());
    private static final long MEMORY_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long FIRST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 6;

    private final Tenure tenure;
    private final Staff staff;
    private final Dispatcher dispatcher;
    private final Replacements replacements;
    private final PoolThread thread;
    private final Departures departures;
    private final Excess excess;
    private final long idleNanos;
    private final Map<Worker, Idle> idle = new HashMap<>();
    private @Nullable Worker replaced;
    private int failures;
    private long notBefore = System.nanoTime();

    /** Since when a worker has not got another task than those. */
    private record Idle(int handed, long since) {}

    Upkeep(
            Tenure tenure,
            Staff staff,
            Dispatcher dispatcher,
            Replacements replacements,
            PoolThread thread,
            Departures departures) {
        this.tenure = tenure;
        this.staff = staff;
        this.dispatcher = dispatcher;
        this.replacements = replacements;
        this.thread = thread;
        this.departures = departures;
        this.excess = new Excess(tenure);
        this.idleNanos = tenure.idle() == null ? Long.MAX_VALUE : Deadline.nanos(tenure.idle());
    }

    /** Looks now, and again as long as the pool is open. */
    void look() {
        if (!tenure.needsLooks() || !dispatcher.isOpen()) {
            return;
        }
        long now = System.nanoTime();
        long pause = Long.MAX_VALUE;
        try {
            List<Worker> workers = staff.settled();
            idle.keySet().retainAll(workers);
            for (Worker worker : workers) {
                if (worker.isReady()) {
                    pause = Math.min(pause, look(worker, now));
                }
            }
        } finally {
            pause = Math.max(SHORTEST_PAUSE_NANOS, Math.min(pause, longestPause()));
            // the thread itself would wait in many small steps
            CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, thread)
                    .execute(this::look);
        }
    }

    private long longestPause() {
        return tenure.idle() == null ? MEMORY_LOOK_NANOS : Math.min(MEMORY_LOOK_NANOS, idleNanos / 4);
    }

    /** How long to wait at most until it is to be looked at again. */
    private long look(Worker worker, long now) {
        if (restsNow(worker, now)) {
            return Long.MAX_VALUE;
        }
        DepartureReason reason = excess.of(worker, now);
        if (reason != null && replaced == null && now - notBefore >= 0) {
            replace(worker, reason);
        }
        return excess.untilTooOld(worker, now);
    }

    private boolean restsNow(Worker worker, long now) {
        if (tenure.idle() == null) {
            return false;
        }
        int handed = dispatcher.roster().handedTo(worker);
        Idle before = idle.get(worker);
        if (before == null || before.handed() != handed || !dispatcher.roster().isIdle(worker)) {
            idle.put(worker, new Idle(handed, now));
            return false;
        }
        if (now - before.since() < idleNanos
                || worker.equals(replaced)
                || !dispatcher.roster().restIfIdle(worker, tenure.idleMinimum())) {
            return false;
        }
        staff.leaves(worker);
        departures.count(worker, DepartureReason.IDLE);
        return true;
    }

    private void replace(Worker worker, DepartureReason reason) {
        if (!staff.leaves(worker)) {
            return;
        }
        Worker successor = replacements.successor();
        if (successor == null) {
            failed(worker);
            return;
        }
        LOG.log(Level.DEBUG, "worker {0} is replaced by {1}: {2}", worker.name(), successor.name(), reason);
        replaced = worker;
        worker.gone().thenRun(() -> thread.execute(() -> over(worker)));
        successor
                .ready()
                .whenComplete((ready, failure) -> thread.execute(() -> {
                    if (failure == null) {
                        failures = 0;
                        if (staff.isThere(worker)) { // else its death was counted
                            departures.count(worker, reason);
                        }
                        replacements.letGo(worker);
                    } else {
                        failed(worker);
                    }
                }));
    }

    /** Another one may be replaced. */
    private void over(Worker worker) {
        if (worker.equals(replaced)) {
            replaced = null;
        }
    }

    /** It works on, and its replacement is tried again later. */
    private void failed(Worker worker) {
        over(worker);
        staff.stays(worker);
        notBefore = System.nanoTime() + (FIRST_PATIENCE_NANOS << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        replacements.adjust(); // the number may have been changed meanwhile
    }
}
