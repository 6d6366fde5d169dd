package io.multiproc.core.pool.dispatch;

import io.multiproc.pool.PoolBrokenException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pool takes work, and whether all that it took is done. Guarded by the dispatcher's lock.
 *
 * <pre>
 * OPEN ── close ──▶ CLOSING ── terminated, broken ──▶ STOPPED
 *   └───────────── terminated, broken ──────────────────┘
 * </pre>
 */
final class PoolState {

    private enum Phase {
        OPEN,
        CLOSING,
        STOPPED
    }

    private final String pool;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private Phase phase = Phase.OPEN;
    private @Nullable PoolBrokenException broken;
    private long unfinished;

    PoolState(String pool) {
        this.pool = pool;
    }

    /** One more piece of work is accepted: a task, or a map whose tasks come bit by bit. */
    void accepted() {
        unfinished++;
    }

    long unfinished() {
        return unfinished;
    }

    /** One less is. */
    void finished() {
        unfinished--;
        completeIfDrained();
    }

    /** No more tasks are taken; the result is completed when all accepted ones are done. */
    CompletableFuture<Void> close() {
        if (phase == Phase.OPEN) {
            phase = Phase.CLOSING;
        }
        completeIfDrained();
        return drained;
    }

    /** Nothing is taken, and nothing goes on. */
    void stop() {
        phase = Phase.STOPPED;
    }

    /** It cannot work any more, for that reason. */
    void fail(PoolBrokenException reason) {
        broken = reason;
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    boolean isStopped() {
        return phase == Phase.STOPPED;
    }

    /** Whether a dead worker needs a successor. */
    boolean needsWorkers() {
        return phase == Phase.OPEN || (phase == Phase.CLOSING && unfinished > 0);
    }

    void refuseIfNotOpen() {
        if (broken != null) {
            throw new PoolBrokenException(String.valueOf(broken.getMessage()), broken);
        }
        if (phase != Phase.OPEN) {
            throw new IllegalStateException("pool '" + pool + "' is "
                    + (phase == Phase.CLOSING ? "closed" : "terminated") + ": it takes no more tasks");
        }
    }

    /** Of a map that was begun, more is taken also when the pool was closed meanwhile. */
    void refuseIfStopped() {
        if (phase == Phase.STOPPED) {
            refuseIfNotOpen();
        }
    }

    void completeIfDrained() {
        if (phase != Phase.OPEN && unfinished == 0) {
            drained.complete(null);
        }
    }
}
