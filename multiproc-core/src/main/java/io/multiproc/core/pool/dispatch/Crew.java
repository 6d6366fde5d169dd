package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.remote.Window;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The workers that take tasks, and who of them gets which. Guarded by the dispatcher's lock. */
final class Crew {

    private final List<Worker> workers = new ArrayList<>();
    private final Headcount headcount;

    Crew(Headcount headcount) {
        this.headcount = headcount;
    }

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
        Worker best = null; // of those that have tasks
        Worker idle = null;
        int busy = 0;
        for (Worker worker : workers) {
            Window window = worker.window();
            if (window.count() == 0) {
                idle = idle == null && worker.takesTasks() ? worker : idle;
                continue;
            }
            busy++;
            if (worker.takesTasks()
                    && window.hasRoomFor(task)
                    && (best == null || window.count() < best.window().count())) {
                best = worker;
            }
        }
        return idle != null && busy < headcount.target() ? idle : best;
    }

    /**
     * Gives half of what the fullest worker has not begun to one that has nothing.
     *
     * @param idle which one, if it has none; if it gets nothing any more, the one that was held back for it
     */
    void balance(Worker idle) {
        if (idle.window().count() > 0) {
            return;
        }
        Worker fullest = idle;
        int busy = 0;
        for (Worker worker : workers) {
            busy += worker.window().count() == 0 ? 0 : 1;
            if (worker.window().count() > fullest.window().count()) {
                fullest = worker;
            }
        }
        if (fullest.window().count() > 1 && busy < headcount.target()) {
            Worker taker = mayBegin(idle) && workers.contains(idle) ? idle : heldBack();
            if (taker != null && !share(fullest, taker)) { // it has begun all, or even answered; others may not have
                shareAny(taker);
            }
        }
    }

    private void shareAny(Worker taker) {
        for (Worker worker : workers) {
            if (share(worker, taker)) {
                return;
            }
        }
    }

    /** The first that has nothing and may have something. */
    private @Nullable Worker heldBack() {
        for (Worker worker : workers) {
            if (mayBegin(worker)) {
                return worker;
            }
        }
        return null;
    }

    private static boolean mayBegin(Worker worker) {
        return worker.window().count() == 0 && worker.takesTasks();
    }

    /** Whether the one had anything for the other. */
    private static boolean share(Worker giver, Worker taker) {
        boolean any = false;
        for (int i = giver.window().count() / 2; i > 0 && !taker.isSpent(); i--) {
            Task task = giver.takeNewest();
            if (task == null) {
                break;
            }
            taker.send(task);
            any = true;
        }
        return any;
    }

    /** Lets a worker go that has done all that it may, or has a successor and nothing more to do. */
    void dismissIfDone(Worker worker) {
        if (worker.window().count() == 0
                && (worker.isSpent() || (worker.isSucceeded() && workers.size() > headcount.target()))
                && workers.remove(worker)) {
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

    /** How many of them do not answer. */
    int asleep() {
        return (int) workers.stream().filter(Worker::isAsleep).count();
    }

    /** Takes back what workers have not begun and will not, since they are to be ended. */
    List<Task> takeFromDoomed() {
        List<Task> taken = new ArrayList<>();
        for (Worker worker : workers) {
            if (worker.window().isDoomed()) {
                taken.addAll(worker.takeAll());
            }
        }
        return taken;
    }

    void forget(SharedFunction function) {
        workers.forEach(worker -> worker.forget(function));
    }

    /** Takes back such tasks as have not begun. */
    List<Task> revokeAll(Predicate<Task> which) {
        List<Task> revoked = new ArrayList<>();
        for (Worker worker : workers) {
            revoked.addAll(worker.takeAll(which));
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

    /** Whether a worker runs a task with that function, so that it has received it. */
    boolean hasBegun(SharedFunction function) {
        return workers.stream().anyMatch(worker -> worker.window().isRunning(function));
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
