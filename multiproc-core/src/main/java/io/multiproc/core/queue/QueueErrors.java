package io.multiproc.core.queue;

import io.multiproc.core.current.CurrentProcess;
import io.multiproc.queue.QueueClosedException;
import org.jspecify.annotations.Nullable;

/** What is said when a queue cannot be used. */
final class QueueErrors {

    private QueueErrors() {}

    static IllegalStateException closedHere(String name) {
        return new IllegalStateException("queue '" + name + "' is closed in process "
                + CurrentProcess.get().name() + " (pid "
                + ProcessHandle.current().pid() + ")");
    }

    static IllegalStateException closedHere(String name, String operation) {
        return new IllegalStateException(closedHere(name).getMessage() + ": " + operation + " after close");
    }

    static QueueClosedException ownerGone(QueueHandle queue, @Nullable Throwable cause) {
        return new QueueClosedException(
                "queue '" + queue.name() + "' is gone: it lived in process " + queue.ownerName() + " (pid "
                        + queue.ownerPid() + "), which cannot be reached any more"
                        + (cause == null ? "" : ": " + cause.getMessage()),
                cause);
    }

    static QueueClosedException ownerSilent(QueueHandle queue, @Nullable Throwable cause) {
        return new QueueClosedException(
                "queue '" + queue.name() + "' does not answer: its owner, process " + queue.ownerName() + " (pid "
                        + queue.ownerPid()
                        + "), has said nothing in time; it is stopped, or its machine does not keep up ("
                        + Silence.REMEDY + ")",
                cause);
    }
}
