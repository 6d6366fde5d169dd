package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.flight.FlightEvents;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskForm;
import java.util.Collections;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What a recording says of a task that has its outcome. Loaded only where somebody records. */
final class TaskRecords {

    private TaskRecords() {}

    /** The task is about to be settled so; it is told of once, when all of its items are. */
    static void settles(Task task, Reply last) {
        Reply reply = task.whole(last);
        if (reply != null) {
            taskDone(task, reply);
        }
    }

    private static void taskDone(Task task, Reply reply) {
        TaskForm form = task.form();
        Reply decisive = decisive(reply);
        FlightEvents.taskDone(
                form.number(),
                form.firstItem(),
                form.items(),
                worker(decisive),
                outcome(decisive),
                task.bytes(),
                reply.bytes());
    }

    /** Of several, the first of the worst. */
    private static Reply decisive(Reply reply) {
        return reply instanceof Reply.Several several
                ? Collections.max(several.parts(), Comparator.comparingInt(TaskRecords::gravity))
                : reply;
    }

    private static int gravity(Reply part) {
        if (part instanceof Reply.Answer answer) {
            return answer.failed() ? 1 : 0;
        }
        return part instanceof Reply.Died ? 3 : 2;
    }

    private static @Nullable String worker(Reply reply) {
        if (reply instanceof Reply.Answer answer) {
            return answer.worker();
        }
        return reply instanceof Reply.Died died ? died.worker().worker() : null;
    }

    private static String outcome(Reply reply) {
        if (reply instanceof Reply.Answer answer) {
            return answer.failed() ? "failed" : "answered";
        }
        return reply instanceof Reply.Died died
                ? "worker ended by " + died.worker().status().inWords()
                : "given up";
    }
}
