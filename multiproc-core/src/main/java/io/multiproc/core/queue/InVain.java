package io.multiproc.core.queue;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.queue.QueueFullException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is said when a queue has no room for an element, or has none. */
public final class InVain {

    private InVain() {}

    /**
     * No room.
     *
     * @param limit how much the queue may hold, in words
     * @param timeout how long there was none; null: it was not waited for
     */
    public static QueueFullException full(String queue, String limit, @Nullable Duration timeout) {
        return new QueueFullException("queue '" + queue + "' is full"
                + (timeout == null ? "" : ": no room within " + millis(timeout))
                + ": limit=" + limit
                + " (get elements sooner, wait longer, or make the queue with a higher limit)");
    }

    /**
     * No element.
     *
     * @param timeout how long there was none; null: it was not waited for
     */
    public static QueueEmptyException empty(String queue, @Nullable Duration timeout) {
        return new QueueEmptyException(
                "queue '" + queue + "' is empty" + (timeout == null ? "" : ": nothing came within " + millis(timeout)));
    }

    /** Of a time of any length. */
    private static String millis(Duration timeout) {
        return Duration.ofNanos(Deadline.nanos(timeout)).toMillis() + " ms";
    }
}
