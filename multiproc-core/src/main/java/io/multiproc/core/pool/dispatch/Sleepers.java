package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.remote.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Workers that do not begin what they have got, because somebody has stopped them: others get it, and they get nothing
 * more until they answer. Looked for as long as there are tasks. Guarded by the dispatcher's lock.
 */
final class Sleepers {

    private final Object lock;
    private final Crew crew;
    private final Backlog backlog;
    private final Roster roster;
    private Runnable watchman = () -> {};
    private boolean watching;

    /**
     * Nobody sleeps.
     *
     * @param lock the dispatcher's
     */
    Sleepers(Object lock, Crew crew, Backlog backlog, Roster roster) {
        this.lock = lock;
        this.crew = crew;
        this.backlog = backlog;
        this.roster = roster;
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

    /** Takes back what those have that sleep; gives what is to be asked, without the lock. */
    List<Runnable> look() {
        List<Runnable> questions = new ArrayList<>();
        for (Worker worker : crew.members()) {
            Runnable question = worker.lookIfAwake(answer -> fallsAsleep(worker, answer));
            if (question != null) {
                questions.add(question);
            }
        }
        return questions;
    }

    private void fallsAsleep(Worker worker, CompletableFuture<Void> answer) {
        backlog.addFirst(worker.takeAll());
        crew.dismissDone(); // it may have got all that it may: nobody would look at it again
        roster.rouse();
        backlog.assign();
        CompletableFuture<Void> unused = answer.thenRun(() -> wakeUp(worker));
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
