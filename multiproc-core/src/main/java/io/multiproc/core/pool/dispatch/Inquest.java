package io.multiproc.core.pool.dispatch;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.pool.blame.RetryPolicy;
import io.multiproc.core.pool.remote.Window;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.task.LastMoments;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Stage;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.wire.Overdue;
import io.multiproc.core.pool.wire.TaskBoard;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tasks of a worker that has died: the item that it ran or read is to blame, what it had not begun
 * goes to others. If it had begun none, its next task may be what it died of as it received it, or as it read its
 * function: these go to few others only. Guarded by the dispatcher's lock.
 */
final class Inquest {

    /**
     * So many may die before they have begun a task that was their next, or read a function: some are killed by chance.
     */
    private static final int MOST_UNREAD = 3;

    private final RetryPolicy retries;
    private final Ledger ledger;
    private final Crew crew;
    private final Backlog backlog;
    private final Object lock;
    private final Executor askers;
    private final List<Task> undecided = new ArrayList<>();

    /**
     * One for all deaths in a pool.
     *
     * @param retries which tasks that died with their worker are run again
     * @param lock the dispatcher's
     * @param askers runs what asks the program, without the lock
     */
    Inquest(RetryPolicy retries, Ledger ledger, Crew crew, Backlog backlog, Object lock, Executor askers) {
        this.retries = retries;
        this.ledger = ledger;
        this.crew = crew;
        this.backlog = backlog;
        this.lock = lock;
        this.askers = askers;
    }

    void lost(Worker worker, ExitStatus status) {
        List<Task> untouched = worker.takeAll();
        if (worker.window().count() == 0 && !untouched.isEmpty()) {
            Task next = untouched.remove(0);
            backlog.addFirst(untouched);
            unreceived(next, moments(worker, status, untouched.size(), null, Stage.RECEIVING, next));
            return;
        }
        backlog.addFirst(untouched);
        for (Window.Begun begun = worker.window().removeBegun();
                begun != null;
                begun = worker.window().removeBegun()) {
            Overdue overdue = worker.overdue(begun.timed());
            lost(begun, moments(worker, status, untouched.size(), overdue, stage(begun), begun.task()));
        }
    }

    private static Stage stage(Window.Begun begun) {
        int item = begun.item();
        if (item == TaskBoard.FUNCTION) {
            return Stage.READING_FUNCTION;
        }
        if (TaskBoard.isReading(item)) {
            return Stage.READING;
        }
        return item == TaskBoard.SENDING || begun.isPassed() ? Stage.SENDING : Stage.RUNNING;
    }

    private static LastMoments moments(
            Worker worker, ExitStatus status, int untouched, @Nullable Overdue overdue, Stage stage, Task task) {
        return new LastMoments(
                worker.name(),
                worker.pid(),
                status,
                untouched,
                overdue,
                stage,
                task.bytesWithFunction(),
                worker.areErrorsRead());
    }

    /** It ran nothing, and the task was to be its next. */
    private void unreceived(Task task, LastMoments worker) {
        SharedFunction function = task.function();
        List<LastMoments> deaths = task.diedUnread(worker);
        if (deaths.size() < MOST_UNREAD
                && (function == null || function.killed().isEmpty())) {
            backlog.addFirst(List.of(task));
            return;
        }
        ledger.condemn(task, deaths);
        if (function != null && !crew.hasBegun(function)) {
            condemn(function, deaths);
        }
    }

    /** It read the function for the task. */
    private void unread(SharedFunction function, Task task, LastMoments worker) {
        List<LastMoments> deaths = function.diedReading(worker);
        if (deaths.size() < MOST_UNREAD && !isDone(worker) && function.killed().isEmpty()) {
            backlog.addFirst(List.of(task));
            return;
        }
        ledger.condemn(task, deaths);
        condemn(function, deaths);
    }

    /** No worker is to receive it any more, unless one has lived on. */
    private void condemn(SharedFunction function, List<LastMoments> deaths) {
        function.suspect(deaths);
        if (!function.killed().isEmpty()) {
            backlog.removeAll(task -> task.function() == function).forEach(task -> ledger.condemn(task, deaths));
            crew.dismissDone(); // their windows may be empty now
        }
    }

    private void lost(Window.Begun begun, LastMoments worker) {
        Task task = begun.task();
        SharedFunction function = task.function();
        if (function != null && worker.stage() != Stage.READING_FUNCTION && begun.item() != TaskBoard.NONE) {
            function.proved();
        }
        if (task.isSettled()) { // it was given up while it ran
            ledger.remove(task);
        } else if (task.sink().isUnwanted()) { // it must not be run again for nobody
            ledger.giveUp(List.of(task), new CancellationException("the call was cancelled"));
        } else if (begun.isPassed()) { // done, but its answer was not read: it must not be done again
            ledger.finish(task, new Reply.Died(ledger.nextReply(), task.from(), task.open(), List.of(worker)));
        } else {
            judge(task, begun.item(), worker);
        }
    }

    private void judge(Task task, int item, LastMoments worker) {
        switch (worker.stage()) {
            case RECEIVING -> unreceived(task, worker);
            case READING_FUNCTION -> unread(Objects.requireNonNull(task.function(), "function"), task, worker);
            case READING -> judge(task, TaskBoard.itemRead(item), 1, worker);
            case RUNNING -> {
                if (item < task.from()) { // only claimed, or all that it had run was answered
                    backlog.addFirst(List.of(task));
                } else {
                    judge(task, item, 1, worker);
                }
            }
            case SENDING -> judge(task, task.from(), task.open(), worker); // all that it has not answered was run
        }
    }

    /** Whether the same is not to be tried again, whatever the program says of retries. */
    private static boolean isDone(LastMoments worker) {
        return worker.overdue() != null || worker.status().refusal() != null;
    }

    /** That many of the task's items, from that one on, have died with the worker. */
    private void judge(Task task, int item, int count, LastMoments worker) {
        List<LastMoments> deaths =
                task.died(item + count - 1, worker); // the last: which is the first may change with each run
        Reply.Died reply = new Reply.Died(ledger.nextReply(), item, count, deaths);
        if (!retries.allows(deaths.size()) || isDone(worker)) {
            giveUp(task, reply);
        } else if (retries.condition() == null) {
            backlog.addFirst(List.of(task));
        } else {
            undecided.add(task);
            askers.execute(() -> decide(task, reply));
        }
    }

    /** Asks the program whether the item may be run again. */
    private void decide(Task task, Reply.Died reply) {
        synchronized (lock) {
            if (!undecided.contains(task)) {
                return; // given up while others were asked for: the pool may have ended
            }
        }
        boolean again = retries.wants(task, reply);
        synchronized (lock) {
            if (!undecided.remove(task)) {
                return; // given up meanwhile
            }
            if (again) {
                backlog.addFirst(List.of(task));
            } else {
                giveUp(task, reply);
            }
            backlog.assign();
        }
    }

    /** Takes out tasks of which the program has not said yet whether they are run again. */
    List<Task> removeUndecided(Predicate<Task> which) {
        List<Task> removed = undecided.stream().filter(which).toList();
        undecided.removeAll(removed);
        return removed;
    }

    /** What has died has its reply, and is not run again. */
    private void giveUp(Task task, Reply.Died reply) {
        if (task.isEach() && reply.count() == 1 && task.open() > 1) {
            List<Task> others = task.around(reply.item(), reply);
            others.forEach(ledger::add);
            backlog.addFirst(others);
            ledger.remove(task);
        } else {
            ledger.finish(task, reply);
        }
    }
}
