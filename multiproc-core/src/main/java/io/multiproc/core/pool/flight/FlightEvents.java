package io.multiproc.core.pool.flight;

import io.multiproc.core.child.ExitStatus;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.pool.wire.TaskMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes the events of pools into a recording. Loaded only where somebody records. */
public final class FlightEvents {

    private FlightEvents() {}

    static Object taskBegins(long bytesWritten) {
        TaskEvent event = new TaskEvent();
        event.bytesOut = -bytesWritten;
        event.begin();
        return event;
    }

    static void taskEnded(Object begun, byte[] payload, long bytesWritten) {
        TaskEvent event = (TaskEvent) begun;
        event.end();
        if (event.shouldCommit()) {
            event.worker = CurrentProcess.get().name();
            event.task = TaskMessage.number(payload);
            event.firstItem = TaskMessage.firstItem(payload);
            event.items = TaskMessage.to(payload) - TaskMessage.from(payload);
            event.bytesIn = payload.length;
            event.bytesOut += bytesWritten;
            event.commit();
        }
    }

    /**
     * A task has its outcome.
     *
     * @param worker who gave it, or null
     */
    public static void taskDone(
            long number,
            int firstItem,
            int items,
            @Nullable String worker,
            String outcome,
            long bytesIn,
            long bytesOut) {
        TaskDoneEvent event = new TaskDoneEvent();
        if (event.shouldCommit()) {
            event.worker = worker;
            event.task = number;
            event.firstItem = firstItem;
            event.items = items;
            event.outcome = outcome;
            event.bytesIn = bytesIn;
            event.bytesOut = bytesOut;
            event.commit();
        }
    }

    static void workerStarted(String pool, String worker, long pid, Duration startTime) {
        WorkerStartEvent event = new WorkerStartEvent();
        event.pool = pool;
        event.worker = worker;
        event.pid = pid;
        event.startMillis = startTime.toMillis();
        event.commit();
    }

    static void workerEnded(String pool, String worker, long pid, ExitStatus status) {
        WorkerEndEvent event = new WorkerEndEvent();
        event.pool = pool;
        event.worker = worker;
        event.pid = pid;
        event.exitCode = status.code();
        event.cause = status.inWords();
        event.commit();
    }
}
