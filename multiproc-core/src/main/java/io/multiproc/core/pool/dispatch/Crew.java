package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.remote.Window;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workers that take tasks, and who of them gets which. Guarded by the dispatcher's lock. */
final class Crew {

    private final List<Worker> workers = new ArrayList<>();

    void add(Worker worker) {
        workers.add(worker);
    }

    boolean has(Worker worker) {
        return workers.contains(worker);
    }

    void remove(Worker worker) {
        workers.remove(worker);
    }

    /** The worker that holds the fewest tasks, if it may take this one. */
    @Nullable
    Worker leastLoaded(Task task) {
        Worker best = null;
        for (Worker worker : workers) {
            Window window = worker.window();
            if (!worker.isSpent()
                    && window.hasRoomFor(task)
                    && (best == null || window.count() < best.window().count())) {
                best = worker;
            }
        }
        return best;
    }

    /** Gives half of what the fullest worker has not begun to one that has nothing. */
    void balance(Worker idle) {
        if (idle.window().count() > 0 || !workers.contains(idle)) {
            return;
        }
        Worker fullest = idle;
        for (Worker worker : workers) {
            if (worker.window().count() > fullest.window().count()) {
                fullest = worker;
            }
        }
        for (int i = fullest.window().count() / 2; i > 0 && !idle.isSpent(); i--) {
            Task task = fullest.window().revokeNewest();
            if (task == null) {
                return;
            }
            idle.send(task);
        }
    }

    /** Lets a worker go that has done all that it may. */
    void dismissIfDone(Worker worker) {
        if (worker.isSpent() && worker.window().count() == 0 && workers.remove(worker)) {
            worker.stop();
        }
    }

    /** Lets all of those go. */
    void dismissDone() {
        members().forEach(this::dismissIfDone);
    }

    /** What is to be done about items that run too long. */
    List<Runnable> look(long now) {
        List<Runnable> steps = new ArrayList<>();
        for (Worker worker : workers) {
            Runnable step = worker.look(now);
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    /** Takes back what workers have not begun and will not, since they are to be ended. */
    List<Task> takeFromDoomed() {
        List<Task> taken = new ArrayList<>();
        for (Worker worker : workers) {
            if (worker.window().isDoomed()) {
                taken.addAll(worker.window().removeNotBegun());
            }
        }
        return taken;
    }

    void forget(SharedFunction function) {
        workers.forEach(worker -> worker.forget(function));
    }

    /** Takes back what has not begun and is for that sink. */
    List<Task> revokeAll(TaskSink sink) {
        List<Task> revoked = new ArrayList<>();
        for (Worker worker : workers) {
            revoked.addAll(worker.window().revokeAll(sink));
        }
        return revoked;
    }

    /** What has begun of that sink's tasks and was not given up, when all the others were taken back. */
    List<Task> running(TaskSink sink) {
        List<Task> running = new ArrayList<>();
        for (Worker worker : workers) {
            running.addAll(worker.window().remaining(sink));
        }
        return running;
    }

    boolean isRunning(TaskSink sink) {
        return workers.stream().anyMatch(worker -> worker.window().isRunning(sink));
    }

    /** Takes everything from everybody, who are the pool's workers no more. */
    List<Task> dissolve() {
        List<Task> tasks = new ArrayList<>();
        for (Worker worker : workers) {
            tasks.addAll(worker.window().removeAll());
        }
        workers.clear();
        return tasks;
    }

    List<Worker> members() {
        return List.copyOf(workers);
    }
}
