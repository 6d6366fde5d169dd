package io.multiproc.core.pool;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.current.CurrentProcess;
import org.jspecify.annotations.Nullable;

/** Writes the events of pools into a recording. Loaded only where somebody records. */
final class FlightEvents {

    private FlightEvents() {}

    static Object taskBegins(WorkMeter meter) {
        TaskEvent event = new TaskEvent();
        event.bytesOut = -meter.written();
        event.begin();
        return event;
    }

    static void taskEnded(Object begun, byte[] payload, WorkMeter meter) {
        TaskEvent event = (TaskEvent) begun;
        event.end();
        if (event.shouldCommit()) {
            event.worker = CurrentProcess.get().name();
            event.task = TaskMessage.number(payload);
            event.firstItem = TaskMessage.firstItem(payload);
            event.items = TaskMessage.fourth(payload) - TaskMessage.third(payload);
            event.bytesIn = payload.length;
            event.bytesOut += meter.written();
            event.commit();
        }
    }

    static void taskDone(Task task, Reply reply) {
        TaskDoneEvent event = new TaskDoneEvent();
        if (event.shouldCommit()) {
            event.worker = worker(reply);
            event.task = task.form().number();
            event.firstItem = task.form().firstItem();
            event.items = task.form().items();
            event.outcome = outcome(reply);
            event.bytesIn = task.bytes();
            event.bytesOut = reply.bytes();
            event.commit();
        }
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

    static void workerStarted(String pool, Worker worker) {
        WorkerStartEvent event = new WorkerStartEvent();
        event.pool = pool;
        event.worker = worker.name();
        event.pid = worker.pid();
        event.startMillis = worker.startTime().toMillis();
        event.commit();
    }

    static void workerEnded(String pool, Worker worker, ExitStatus status) {
        WorkerEndEvent event = new WorkerEndEvent();
        event.pool = pool;
        event.worker = worker.name();
        event.pid = worker.pid();
        event.exitCode = status.code();
        event.cause = status.inWords();
        event.commit();
    }
}
