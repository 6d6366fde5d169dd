package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.task.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The tasks that no worker has yet, and how they get to one. Guarded by the dispatcher's lock.
 *
 * <p>A task goes to the worker that holds the fewest; while as many hold tasks as the pool is to have, the successors
 * of those that are to leave wait with nothing. When a worker runs dry while others still hold tasks that have not
 * begun, it gets half of what the fullest one has: reading ahead never makes a task wait for a busy worker.
 */
final class Backlog {

    private final ArrayDeque<Task> queue = new ArrayDeque<>();
    private final Crew crew;

    Backlog(Crew crew) {
        this.crew = crew;
    }

    void add(Task task) {
        queue.add(task);
    }

    /** Before all others, in their order: they had their turn. */
    void addFirst(List<Task> tasks) {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            queue.addFirst(tasks.get(i));
        }
    }

    /** Gives the workers what they have room for. */
    void assign() {
        for (Task task = queue.peek(); task != null; task = queue.peek()) {
            Worker worker = crew.leastLoaded(task);
            if (worker == null) {
                return;
            }
            queue.remove();
            worker.send(task);
        }
    }

    /** The same, for the sake of one that may have nothing left, or has left. */
    void assign(Worker idle) {
        assign();
        if (queue.isEmpty()) {
            crew.balance(idle);
        }
    }

    /** Takes out such tasks as have not begun, also what workers hold. */
    List<Task> removeAll(Predicate<Task> which) {
        List<Task> removed = crew.revokeAll(which);
        queue.removeIf(task -> which.test(task) && removed.add(task));
        return removed;
    }

    /** Takes out everything. */
    List<Task> removeAll() {
        List<Task> removed = new ArrayList<>(queue);
        queue.clear();
        return removed;
    }
}
