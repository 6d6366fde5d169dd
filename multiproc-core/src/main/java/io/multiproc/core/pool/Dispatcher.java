package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.WorkerTerminatedException;
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
    private final Object lock = new Object();
    private final ArrayDeque<Task> queue = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private State state = State.OPEN;
    private @Nullable PoolBrokenException broken;
    private long unfinished;
    private long replies;

    Dispatcher(String pool) {
        this.pool = pool;
    }

    /** Takes tasks; returns at once. */
    void submit(List<Task> tasks) {
        synchronized (lock) {
            checkOpen();
            accept(tasks);
        }
    }

    /** Takes a map, whose tasks come bit by bit: until its end it counts as accepted work. */
    void beginMap() {
        synchronized (lock) {
            checkOpen();
            unfinished++;
        }
    }

    /** Takes tasks of a map that was begun, also if the pool was closed meanwhile. */
    void submitOfMap(List<Task> tasks) {
        synchronized (lock) {
            if (state == State.STOPPED) {
                checkOpen();
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
            SharedFunction function = task.function();
            if (function != null) {
                function.used();
            }
            unfinished++;
            queue.add(task);
        }
        assignQueued();
    }

    /** Takes a worker that is ready. */
    void add(Worker worker) {
        synchronized (lock) {
            if (state != State.STOPPED) {
                workers.add(worker);
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
                byte[] payload = answer.payload();
                Task task = worker.window().remove(TaskMessage.first(payload));
                if (task != null) {
                    boolean failed = (answer.flags() & TaskMessage.FAILED) != 0;
                    finish(task, new Reply.Answer(replies++, failed, payload, worker.name(), worker.pid()));
                }
            }
            assignQueued();
            balance(worker);
        }
    }

    /** Takes a worker out that is dead: what it ran is lost, what it had not begun goes to others. */
    void lost(Worker worker, ExitStatus status) {
        synchronized (lock) {
            workers.remove(worker);
            List<Task> untouched = worker.window().removeNotBegun();
            for (int i = untouched.size() - 1; i >= 0; i--) {
                queue.addFirst(untouched.get(i));
            }
            for (Task task : worker.window().removeAll()) {
                finish(task, new Reply.Lost(replies++, terminated(worker, status, task, untouched.size())));
            }
            assignQueued();
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
            for (Worker worker : workers) {
                tasks.addAll(worker.window().removeAll());
            }
            workers.clear();
            for (Task task : tasks) {
                finish(task, new Reply.Lost(replies++, reason));
            }
            completeIfDrained();
        }
    }

    private void checkOpen() {
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
            Worker worker = leastLoaded(task);
            if (worker == null) {
                return;
            }
            queue.remove();
            worker.send(task);
        }
    }

    private @Nullable Worker leastLoaded(Task task) {
        Worker best = null;
        for (Worker worker : workers) {
            Window window = worker.window();
            if (window.hasRoomFor(task)
                    && (best == null || window.count() < best.window().count())) {
                best = worker;
            }
        }
        return best;
    }

    private void balance(Worker idle) {
        if (idle.window().count() > 0 || !queue.isEmpty() || !workers.contains(idle)) {
            return;
        }
        Worker fullest = idle;
        for (Worker worker : workers) {
            if (worker.window().count() > fullest.window().count()) {
                fullest = worker;
            }
        }
        for (int i = fullest.window().count() / 2; i > 0; i--) {
            Task task = fullest.window().revokeNewest();
            if (task == null) {
                return;
            }
            idle.send(task);
        }
    }

    private void finish(Task task, Reply reply) {
        SharedFunction function = task.function();
        if (function != null) {
            function.released();
            forgetIfDispensable(function);
        }
        unfinished--;
        task.outcome().complete(reply);
        completeIfDrained();
    }

    private void forgetIfDispensable(SharedFunction function) {
        if (function.isDispensable()) {
            workers.forEach(worker -> worker.forget(function));
        }
    }

    private void completeIfDrained() {
        if (state != State.OPEN && unfinished == 0) {
            drained.complete(null);
        }
    }

    private static WorkerTerminatedException terminated(Worker worker, ExitStatus status, Task task, int untouched) {
        return new WorkerTerminatedException(
                "worker " + worker.name() + " (pid " + worker.pid() + ") ended by " + status.inWords()
                        + " while running " + task.label() + ": the task is lost"
                        + (untouched == 0 ? "" : ", " + untouched + " tasks that it had not begun go to other workers")
                        + status.hint(),
                worker.name(),
                worker.pid(),
                status.code());
    }
}
