package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.WorkerInsights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gives tasks to workers and outcomes to those who wait.
 *
 * <p>Called by the program's threads, the event loop and the pool's supervisor. One lock guards all fields, the workers'
 * windows and the shared functions; it is held for short steps that run no code of the program's. It is the innermost
 * lock but for those of a link's queue.
 *
 * <p>A task goes to the worker that holds the fewest. When a worker runs dry while others still hold tasks that have not
 * begun, it gets half of what the fullest one has: reading ahead never makes a task wait for a busy worker.
 */
final class Dispatcher {

    private enum State {
        OPEN,
        CLOSING,
        STOPPED
    }

    private final String pool;
    private final int retries;
    private final Object lock = new Object();
    private final ArrayDeque<Task> queue = new ArrayDeque<>();
    private final Crew crew = new Crew();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private State state = State.OPEN;
    private @Nullable PoolBrokenException broken;
    private final WatchList watched = new WatchList();
    private long unfinished;
    private long replies;

    /**
     * A dispatcher without workers.
     *
     * @param retries how often a task that died with its worker is run again
     */
    Dispatcher(String pool, int retries) {
        this.pool = pool;
        this.retries = retries;
    }

    /** Whom to tell when there is something to {@link #watch}: briefly, with the lock held. Before the first task. */
    void watchman(Runnable begins) {
        synchronized (lock) {
            watched.watchman(begins);
        }
    }

    /** Takes tasks; returns at once. */
    void submit(List<Task> tasks) {
        synchronized (lock) {
            refuseIfNotOpen();
            accept(tasks);
        }
    }

    /** Takes a map, whose tasks come bit by bit: until its end it counts as accepted work. */
    void beginMap() {
        synchronized (lock) {
            refuseIfNotOpen();
            unfinished++;
        }
    }

    /** Takes tasks of a map that was begun, also if the pool was closed meanwhile. */
    void submitOfMap(List<Task> tasks) {
        synchronized (lock) {
            if (state == State.STOPPED) {
                refuseIfNotOpen();
            }
            accept(tasks);
        }
    }

    /** No more tasks of the map will come. */
    void endMap() {
        synchronized (lock) {
            unfinished--;
            completeIfDrained();
        }
    }

    private void accept(List<Task> tasks) {
        for (Task task : tasks) {
            take(task);
            queue.add(task);
        }
        assignQueued();
    }

    private void take(Task task) {
        SharedFunction function = task.function();
        if (function != null) {
            function.used();
        }
        unfinished++;
        if (task.sink().mostNanos() != Watch.NEVER) {
            watched.add(task);
        }
    }

    /** Takes a worker that is ready. */
    void add(Worker worker) {
        synchronized (lock) {
            if (state != State.STOPPED) {
                crew.add(worker);
                assignQueued();
                balance(worker);
            }
        }
    }

    /** No further task will name the function; workers may forget it when the last one is done. */
    void complete(SharedFunction function) {
        synchronized (lock) {
            function.completed();
            forgetIfDispensable(function);
        }
    }

    /** Takes what a worker has answered. */
    void answered(Worker worker, List<Frame> answers) {
        synchronized (lock) {
            for (Frame answer : answers) {
                answered(worker, answer.payload(), answer.flags());
            }
            crew.dismissIfDone(worker);
            assignQueued();
            balance(worker);
        }
    }

    private void answered(Worker worker, byte[] payload, int flags) {
        int number = TaskMessage.first(payload);
        int item = TaskMessage.second(payload);
        boolean last = (flags & TaskMessage.MORE) == 0;
        Task task = last ? worker.window().remove(number) : worker.window().get(number);
        if (task == null) {
            return;
        }
        boolean failed = (flags & TaskMessage.FAILED) != 0;
        Reply reply = new Reply.Answer(replies++, item, failed, payload, worker.name(), worker.pid());
        if (last) {
            worker.countDone();
            finish(task, reply);
        } else {
            task.answered(reply, item + TaskMessage.third(payload));
        }
    }

    /** Takes a worker out that is dead: the item that it ran is lost, what it had not begun goes to others. */
    void lost(Worker worker, ExitStatus status) {
        synchronized (lock) {
            crew.remove(worker);
            List<Task> untouched = worker.window().removeNotBegun();
            returnToQueue(untouched);
            for (Window.Begun begun = worker.window().removeBegun();
                    begun != null;
                    begun = worker.window().removeBegun()) {
                String overdue = worker.overdue(begun.key());
                lost(begun, new LastMoments(worker.name(), worker.pid(), status, untouched.size(), overdue));
            }
            assignQueued();
        }
    }

    /** Looks for items that run too long; gives what is to be done about them, without the lock. */
    List<Runnable> watch(long now) {
        synchronized (lock) {
            List<Runnable> steps = new ArrayList<>();
            for (Worker worker : crew.members()) {
                Runnable step = worker.look(now);
                if (step != null) {
                    steps.add(step);
                }
            }
            return steps;
        }
    }

    /** How long to wait before the next look; negative if there is nothing to look at, until the watchman is told. */
    long watchPauseNanos() {
        synchronized (lock) {
            return watched.pauseNanos();
        }
    }

    /** A worker has told where an item is that runs too long. */
    void told(Worker worker, byte[] stack) {
        synchronized (lock) {
            worker.told(stack);
        }
    }

    private void lost(Window.Begun begun, LastMoments worker) {
        Task task = begun.task();
        int item = begun.item();
        if (task.isSettled()) { // it was given up while it ran
            released(task);
            return;
        }
        if (item < task.from()) { // not the fault of one item: results that were sent, or a task that was only claimed
            finish(task, new Reply.Died(replies++, task.from(), task.open(), 1, worker));
            return;
        }
        int deaths = task.died(item);
        if (deaths <= retries && worker.overdue() == null) {
            returnToQueue(List.of(task));
            return;
        }
        Reply reply = new Reply.Died(replies++, item, 1, deaths, worker);
        if (task.isEach()) {
            List<Task> others = task.around(item, reply);
            others.forEach(this::take);
            returnToQueue(others);
            released(task);
        } else {
            finish(task, reply);
        }
    }

    private void returnToQueue(List<Task> tasks) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            queue.addFirst(tasks.get(i));
        }
    }

    /**
     * Gives up what is for that sink and has not begun; whether there was any such task.
     *
     * @param running whether what has begun is given up as well, and ended like what runs too long
     */
    boolean cancel(TaskSink sink, RuntimeException reason, boolean running) {
        synchronized (lock) {
            List<Task> cancelled = crew.revokeAll(sink);
            queue.removeIf(task -> task.sink() == sink && cancelled.add(task));
            for (Task task : cancelled) {
                finish(task, new Reply.Lost(replies++, task.from(), task.open(), reason));
            }
            for (Worker worker :
                    crew.members()) { // whose window may be empty now, and nobody would ever look at it again
                crew.dismissIfDone(worker);
            }
            if (running) {
                for (Task task : crew.running(sink)) {
                    cancelled.add(task);
                    watched.add(task);
                    task.settle(new Reply.Lost(replies++, task.from(), task.open(), reason));
                }
            }
            assignQueued();
            return !cancelled.isEmpty();
        }
    }

    List<WorkerInsights> workers() {
        synchronized (lock) {
            return crew.members().stream().map(Worker::insights).toList();
        }
    }

    /** The workers that take tasks. */
    List<Worker> members() {
        synchronized (lock) {
            return crew.members();
        }
    }

    /** Refuses new tasks; the result is completed when all accepted ones are done. */
    CompletableFuture<Void> close() {
        synchronized (lock) {
            if (state == State.OPEN) {
                state = State.CLOSING;
            }
            completeIfDrained();
            return drained;
        }
    }

    /** Gives up all tasks. */
    void stop() {
        stop(new CancellationException("pool '" + pool + "' was terminated before the task was done"));
    }

    /** Gives up all tasks, and refuses new ones for that reason. */
    void fail(PoolBrokenException reason) {
        synchronized (lock) {
            broken = reason;
            stop(reason);
        }
    }

    boolean isOpen() {
        synchronized (lock) {
            return state == State.OPEN;
        }
    }

    boolean isStopped() {
        synchronized (lock) {
            return state == State.STOPPED;
        }
    }

    /** Whether a dead worker needs a successor. */
    boolean needsWorkers() {
        synchronized (lock) {
            return state == State.OPEN || (state == State.CLOSING && unfinished > 0);
        }
    }

    private void stop(RuntimeException reason) {
        synchronized (lock) {
            state = State.STOPPED;
            List<Task> tasks = new ArrayList<>(queue);
            queue.clear();
            tasks.addAll(crew.dissolve());
            for (Task task : tasks) {
                finish(task, new Reply.Lost(replies++, task.from(), task.open(), reason));
            }
            completeIfDrained();
        }
    }

    /** Refuses for whoever wants to hand something over. */
    void checkOpen() {
        synchronized (lock) {
            refuseIfNotOpen();
        }
    }

    private void refuseIfNotOpen() {
        if (broken != null) {
            throw new PoolBrokenException(String.valueOf(broken.getMessage()), broken);
        }
        if (state != State.OPEN) {
            throw new IllegalStateException("pool '" + pool + "' is "
                    + (state == State.CLOSING ? "closed" : "terminated") + ": it takes no more tasks");
        }
    }

    private void assignQueued() {
        for (Task task = queue.peek(); task != null; task = queue.peek()) {
            Worker worker = crew.leastLoaded(task);
            if (worker == null) {
                return;
            }
            queue.remove();
            worker.send(task);
        }
    }

    private void balance(Worker idle) {
        if (queue.isEmpty()) {
            crew.balance(idle);
        }
    }

    private void finish(Task task, Reply reply) {
        task.settle(reply);
        released(task);
    }

    private void released(Task task) {
        SharedFunction function = task.function();
        if (function != null) {
            function.released();
            forgetIfDispensable(function);
        }
        watched.remove(task);
        unfinished--;
        completeIfDrained();
    }

    private void forgetIfDispensable(SharedFunction function) {
        if (function.isDispensable()) {
            crew.forget(function);
        }
    }

    private void completeIfDrained() {
        if (state != State.OPEN && unfinished == 0) {
            drained.complete(null);
        }
    }
}
