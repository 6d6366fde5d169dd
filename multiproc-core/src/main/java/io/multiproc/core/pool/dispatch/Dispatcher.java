package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.blame.RetryPolicy;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskSink;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.WorkerInsights;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Gives tasks to workers and outcomes to those who wait.
 *
 * <p>Called by the program's threads, the event loop and the pool's supervisor. One lock guards all that it is made of,
 * the workers' windows and the shared functions; it is held for short steps that run no code of the program's. It is
 * the innermost lock but for those of a link's queue.
 */
public final class Dispatcher {

    private final String pool;
    private final Object lock = new Object();
    private final Crew crew;
    private final WatchList watched = new WatchList();
    private final Backlog backlog;
    private final PoolState state;
    private final Roster roster;
    private final Ledger ledger;
    private final Inquest inquest;
    private final WorkerNews news;
    private final Sleepers sleepers;

    /**
     * A dispatcher without workers.
     *
     * @param retries which tasks that died with their worker are run again
     * @param askers runs what asks the program
     * @param headcount how many workers there should be; some rest while there is no work
     */
    public Dispatcher(String pool, RetryPolicy retries, Executor askers, Headcount headcount) {
        this.pool = pool;
        this.crew = new Crew(headcount);
        this.backlog = new Backlog(crew);
        this.state = new PoolState(pool);
        this.roster = new Roster(lock, crew, backlog, headcount, state);
        this.ledger = new Ledger(state, crew, watched);
        this.inquest = new Inquest(retries, ledger, crew, backlog, lock, askers);
        this.news = new WorkerNews(lock, state, crew, backlog, ledger, inquest);
        this.sleepers = new Sleepers(lock, crew, backlog, roster);
    }

    /**
     * Whom to tell when there are tasks that may become overdue: briefly, with the lock held. Before the first task.
     */
    public void overdueWatchman(Runnable begins) {
        synchronized (lock) {
            watched.watchman(begins);
        }
    }

    /** Whom to tell when there are tasks, so that somebody {@link #lookForSleepers looks}: as above. */
    public void sleepWatchman(Runnable begins) {
        synchronized (lock) {
            sleepers.watchman(begins);
        }
    }

    /** Takes tasks; returns at once. */
    public void submit(List<Task> tasks) {
        synchronized (lock) {
            state.refuseIfNotOpen();
            accept(tasks);
        }
    }

    /** Takes a map, whose tasks come bit by bit: until its end it counts as accepted work. */
    public void beginMap() {
        synchronized (lock) {
            state.refuseIfNotOpen();
            state.accepted();
        }
    }

    /** Takes tasks of a map that was begun, also if the pool was closed meanwhile. */
    public void submitOfMap(List<Task> tasks) {
        synchronized (lock) {
            state.refuseIfStopped();
            accept(tasks);
        }
    }

    /** No more tasks of the map will come. */
    public void endMap() {
        synchronized (lock) {
            state.finished();
        }
    }

    private void accept(List<Task> tasks) {
        for (Task task : tasks) {
            ledger.add(task);
            if (task.sink().isUnwanted()) { // its cancel may have come too early to find it
                ledger.giveUp(List.of(task), new CancellationException("the call was cancelled"));
            } else if (task.function() != null && !task.function().killed().isEmpty()) {
                ledger.condemn(task, task.function().killed());
            } else {
                backlog.add(task);
            }
        }
        sleepers.begin();
        roster.rouse(); // first: as many get tasks as are wanted
        backlog.assign();
    }

    /** No further task will name the function; workers may forget it when the last one is done. */
    public void complete(SharedFunction function) {
        synchronized (lock) {
            ledger.complete(function);
        }
    }

    /** Through it, threads that wait for an outcome help to find it. */
    public Lookout lookout() {
        return news.lookout();
    }

    /** Where workers tell what has become of tasks, and of themselves. */
    public WorkerNews news() {
        return news;
    }

    /** Who of the workers stays. */
    public Roster roster() {
        return roster;
    }

    /** Looks for items that run too long; gives what is to be done about them, without the lock. */
    public List<Runnable> lookForOverdue(long now) {
        synchronized (lock) {
            List<Runnable> steps = crew.look(now);
            backlog.addFirst(crew.takeFromDoomed());
            backlog.assign();
            return steps;
        }
    }

    /** Looks for workers that begin nothing; gives what they are to be asked, without the lock. */
    public List<Runnable> lookForSleepers() {
        synchronized (lock) {
            return sleepers.look();
        }
    }

    /** Whether to look again, or only when the watchman is told. */
    public boolean mayBeMoreSleepers() {
        synchronized (lock) {
            return sleepers.mayBeMore(ledger.unfinished());
        }
    }

    /** How long to wait before the next look; negative if there is nothing to look at, until the watchman is told. */
    public long overduePauseNanos() {
        synchronized (lock) {
            return watched.pauseNanos();
        }
    }

    /**
     * Gives up what is for that sink and has not begun; whether there was any such task.
     *
     * @param running whether what has begun is given up as well, and ended like what runs too long
     */
    public boolean cancel(TaskSink sink, RuntimeException reason, boolean running) {
        synchronized (lock) {
            List<Task> cancelled = backlog.removeAll(task -> task.sink() == sink);
            cancelled.addAll(inquest.removeUndecided(task -> task.sink() == sink));
            ledger.giveUp(cancelled, reason);
            crew.dismissDone(); // their windows may be empty now, and nobody would ever look at them again
            boolean any = !cancelled.isEmpty();
            if (running) {
                List<Task> begun = crew.running(sink);
                begun.forEach(task -> ledger.disown(task, reason));
                any |= !begun.isEmpty();
            }
            backlog.assign();
            return any;
        }
    }

    /** Whether a worker runs something for that sink now. */
    public boolean isRunning(TaskSink sink) {
        synchronized (lock) {
            return crew.isRunning(sink);
        }
    }

    public List<WorkerInsights> workers() {
        synchronized (lock) {
            return crew.members().stream().map(Worker::insights).toList();
        }
    }

    /** Position among all replies of one that no worker has given. */
    public long nextReply() {
        synchronized (lock) {
            return ledger.nextReply();
        }
    }

    /** Number of tasks that have their outcome. */
    public long tasksDone() {
        synchronized (lock) {
            return ledger.done();
        }
    }

    /** Number of tasks that do not have it yet. */
    public long tasksUnfinished() {
        synchronized (lock) {
            return ledger.unfinished();
        }
    }

    /** The workers that take tasks. */
    public List<Worker> members() {
        synchronized (lock) {
            return crew.members();
        }
    }

    /** Refuses new tasks; the result is completed when all accepted ones are done. */
    public CompletableFuture<Void> close() {
        synchronized (lock) {
            return state.close();
        }
    }

    /** Gives up all tasks. */
    public void stop() {
        stop(new CancellationException("pool '" + pool + "' was terminated before the task was done"));
    }

    /** Gives up all tasks, and refuses new ones for that reason. */
    public void fail(PoolBrokenException reason) {
        synchronized (lock) {
            state.fail(reason);
            stop(reason);
        }
    }

    private void stop(RuntimeException reason) {
        synchronized (lock) {
            state.stop();
            List<Task> tasks = backlog.removeAll();
            tasks.addAll(inquest.removeUndecided(task -> true));
            tasks.addAll(crew.dissolve());
            ledger.giveUp(tasks, reason);
            state.completeIfDrained();
        }
    }

    public boolean isOpen() {
        synchronized (lock) {
            return state.isOpen();
        }
    }

    /** Whether it was terminated, or is broken. */
    public boolean isStopped() {
        synchronized (lock) {
            return state.isStopped();
        }
    }

    /** Whether a dead worker needs a successor. */
    public boolean needsWorkers() {
        synchronized (lock) {
            return state.needsWorkers();
        }
    }

    /** Refuses for whoever wants to hand something over. */
    public void checkOpen() {
        synchronized (lock) {
            state.refuseIfNotOpen();
        }
    }
}
