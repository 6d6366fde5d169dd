package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.remote.Worker;
import java.util.concurrent.CompletableFuture;

/**
 * Workers that do not begin what they have got, because somebody has stopped them: others get it, and they get nothing more
 * until they answer. Looked for as long as there are tasks. Guarded by the dispatcher's lock.
 */
final class Sleepers {

    private final Object lock;
    private final Crew crew;
    private final Backlog backlog;
    private Runnable watchman = () -> {};
    private boolean watching;

    /**
     * Nobody sleeps.
     *
     * @param lock the dispatcher's
     */
    Sleepers(Object lock, Crew crew, Backlog backlog) {
        this.lock = lock;
        this.crew = crew;
        this.backlog = backlog;
    }

    /** Called when there are tasks, and again after {@link #mayBeMore} has said that there are none. */
    void watchman(Runnable begins) {
        watchman = begins;
    }

    /** There are tasks. */
    void begin() {
        if (!watching) {
            watching = true;
            watchman.run();
        }
    }

    /** Takes back what those have that sleep. */
    void look() {
        for (Worker worker : crew.members()) {
            CompletableFuture<byte[]> answer = worker.lookIfAwake();
            if (answer != null) {
                backlog.addFirst(worker.takeNotBegun());
                CompletableFuture<Void> unused = answer.thenRun(() -> wakeUp(worker));
            }
        }
        backlog.assign();
    }

    private void wakeUp(Worker worker) {
        synchronized (lock) {
            worker.wakeUp();
            backlog.assign(worker);
        }
    }

    /** Whether to look again, when there are so many tasks. */
    boolean mayBeMore(long tasks) {
        watching = tasks > 0;
        return watching;
    }
}
