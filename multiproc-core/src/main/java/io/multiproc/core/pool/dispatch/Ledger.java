package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.flight.Flight;
import io.multiproc.core.pool.remote.Worker;
import io.multiproc.core.pool.task.LastMoments;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.wire.TaskMessage;
import java.util.List;

/**
 * The tasks that have no outcome yet: how many there are, which functions they need, which of them must not run for
 * ever; and the replies, which are numbered. Guarded by the dispatcher's lock.
 */
final class Ledger {

    private final PoolState state;
    private final Crew crew;
    private final WatchList watched;
    private long replies;
    private long added;
    private long removed;

    Ledger(PoolState state, Crew crew, WatchList watched) {
        this.state = state;
        this.crew = crew;
        this.watched = watched;
    }

    /** Takes a task in. */
    void add(Task task) {
        SharedFunction function = task.function();
        if (function != null) {
            function.used();
        }
        state.accepted();
        added++;
        if (!task.sink().limits().areNone()) {
            watched.add(task);
        }
    }

    /** The worker has answered one of its tasks, or a part of it. */
    void answered(Worker worker, byte[] payload, int flags) {
        int number = TaskMessage.task(payload);
        int item = TaskMessage.item(payload);
        boolean last = (flags & TaskMessage.MORE) == 0;
        Task task = last ? worker.window().remove(number) : worker.window().get(number);
        if (task == null) {
            return;
        }
        SharedFunction function = task.function();
        if (function != null) {
            function.proved();
        }
        Reply reply = new Reply.Answer(nextReply(), item, flags, payload, worker.name(), worker.pid());
        if (last) {
            worker.countDone();
            finish(task, reply);
        } else {
            task.answered(reply, item + TaskMessage.count(payload));
        }
    }

    /** No worker is to begin the task, since these have died before they had. */
    void condemn(Task task, List<LastMoments> killed) {
        finish(task, new Reply.Died(nextReply(), task.from(), task.open(), killed));
    }

    /** The task has its reply. */
    void finish(Task task, Reply reply) {
        settle(task, reply);
        remove(task);
    }

    private static void settle(Task task, Reply reply) {
        if (Flight.isOn()) {
            TaskRecords.settles(task, reply); // before: whoever waits may end the recording
        }
        task.settle(reply);
    }

    /** The tasks are given up, for that reason. */
    void giveUp(List<Task> tasks, RuntimeException reason) {
        for (Task task : tasks) {
            finish(task, new Reply.Lost(nextReply(), task.from(), task.open(), reason));
        }
    }

    /** The task has its reply, and runs on for nobody: somebody looks at it until it ends. */
    void disown(Task task, RuntimeException reason) {
        watched.add(task);
        settle(task, new Reply.Lost(nextReply(), task.from(), task.open(), reason));
    }

    /** Takes a task out. */
    void remove(Task task) {
        SharedFunction function = task.function();
        if (function != null) {
            function.released();
            forgetIfDispensable(function);
        }
        watched.remove(task);
        removed++;
        state.finished();
    }

    /** No further task will name the function; workers may forget it when the last one is done. */
    void complete(SharedFunction function) {
        function.completed();
        forgetIfDispensable(function);
    }

    private void forgetIfDispensable(SharedFunction function) {
        if (function.isDispensable()) {
            crew.forget(function);
        }
    }

    /** Number of tasks that were taken out. */
    long done() {
        return removed;
    }

    /** Number of tasks that are in. */
    long unfinished() {
        return added - removed;
    }

    /** Position of the next reply among all of the pool. */
    long nextReply() {
        return replies++;
    }
}
