package io.multiproc.core.pool.dispatch;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.remote.WorkerListener;
import io.multiproc.ipc.frame.Frame;
import java.util.List;

/** What workers tell the dispatcher, and what follows from it. Takes the dispatcher's lock. */
public final class WorkerNews implements WorkerListener {

    private final Object lock;
    private final PoolState state;
    private final Crew crew;
    private final Backlog backlog;
    private final Ledger ledger;
    private final Inquest inquest;
    private final Lookout lookout;

    WorkerNews(Object lock, PoolState state, Crew crew, Backlog backlog, Ledger ledger, Inquest inquest) {
        this.lock = lock;
        this.state = state;
        this.crew = crew;
        this.backlog = backlog;
        this.ledger = ledger;
        this.inquest = inquest;
        this.lookout = new Lookout(lock, this::collect);
    }

    /** Through it, threads that wait for an outcome help to find it. */
    Lookout lookout() {
        return lookout;
    }

    @Override
    public void ready(Worker worker) {
        synchronized (lock) {
            if (!state.isStopped()) {
                crew.add(worker);
                lookout.add(worker);
                backlog.assign(worker);
                crew.dismissDone(); // it may have become one too many while it started, or another one is by its coming
            }
        }
    }

    @Override
    public void answered(Worker worker, List<Frame> answers) {
        synchronized (lock) {
            for (Frame answer : answers) {
                ledger.answered(worker, answer.payload(), answer.flags());
            }
            backlog.assign(worker);
            crew.dismissIfDone(worker);
        }
    }

    @Override
    public void knocked(Worker worker) {
        lookout.knocked(worker);
    }

    @Override
    public void told(Worker worker, byte[] stack) {
        synchronized (lock) {
            worker.told(stack);
        }
    }

    /**
     * Takes a worker out that is dead: the item that it ran is lost, what it had not begun goes to others.
     *
     * @return whether it had any tasks
     */
    public boolean lost(Worker worker, ExitStatus status) {
        synchronized (lock) {
            crew.remove(worker);
            lookout.remove(worker);
            collect(worker);
            boolean any = worker.window().count() > 0;
            inquest.lost(worker, status);
            backlog.assign(worker);
            return any;
        }
    }

    /** Takes what it has put into its memory. */
    private void collect(Worker worker) {
        answered(worker, worker.lane().take());
    }
}
