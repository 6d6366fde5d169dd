package io.multiproc.core.pool.dispatch;

import io.multiproc.core.pool.flight.FlightEvents;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskForm;
import org.jspecify.annotations.Nullable;

/** What a recording says of a task that has its outcome. Loaded only where somebody records. */
final class TaskRecords {

    private TaskRecords() {}

    static void taskDone(Task task, Reply reply) {
        TaskForm form = task.form();
        FlightEvents.taskDone(
                form.number(),
                form.firstItem(),
                form.items(),
                worker(reply),
                outcome(reply),
                task.bytes(),
                reply.bytes());
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
