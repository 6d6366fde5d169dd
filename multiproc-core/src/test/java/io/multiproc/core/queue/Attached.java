package io.multiproc.core.queue;

import io.multiproc.queue.ProcessQueue;
import org.jspecify.annotations.Nullable;

/**
 * Users of a queue in the process that owns it, each with a link, a board and threads as another process would have.
 */
final class Attached {

    private Attached() {}

    /** One more user. */
    static <E extends @Nullable Object> ProcessQueue<E> to(ProcessQueue<E> owned) {
        return new CodedQueue<>(new QueueAccess(((CodedQueue<E>) owned).handle()));
    }
}
