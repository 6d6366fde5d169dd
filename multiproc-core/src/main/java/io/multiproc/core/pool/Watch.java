package io.multiproc.core.pool;

import io.multiproc.ipc.time.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a worker has run what it runs, and what has been done about it. Guarded by the dispatcher's lock.
 *
 * <p>The ladder: the item is interrupted, its stack is asked for once more, the worker is terminated, it is killed.
 */
final class Watch {

    private static final long GRACE_NANOS = 1_000_000_000;
    private static final long TELLING_NANOS = 200_000_000;

    private final long timeoutNanos;
    private long item = TaskBoard.NOTHING;
    private long since;
    private Step last = Step.NOTHING;
    private @Nullable String stack;

    /** What is to be done now. */
    enum Step {
        NOTHING,
        INTERRUPT,
        ASK,
        TERMINATE,
        KILL;

        private Step next() {
            return switch (this) {
                case NOTHING -> INTERRUPT;
                case INTERRUPT -> ASK;
                case ASK -> TERMINATE;
                case TERMINATE, KILL -> KILL;
            };
        }
    }

    Watch(Duration timeout) {
        this.timeoutNanos = Deadline.nanos(timeout);
    }

    /**
     * Looks at what runs.
     *
     * @param running key of the item that runs, or {@link TaskBoard#NOTHING}
     */
    Step look(long running, long now) {
        if (running != item) {
            item = running;
            since = now;
            last = Step.NOTHING;
            stack = null;
        }
        if (item == TaskBoard.NOTHING || now - since < dueNanos()) {
            return Step.NOTHING;
        }
        last = last.next();
        return last;
    }

    private long dueNanos() {
        return switch (last) {
            case NOTHING -> timeoutNanos;
            case INTERRUPT -> timeoutNanos + GRACE_NANOS;
            case ASK -> timeoutNanos + GRACE_NANOS + TELLING_NANOS;
            case TERMINATE, KILL -> timeoutNanos + 2 * GRACE_NANOS + TELLING_NANOS;
        };
    }

    /** The worker has told where the item is. */
    void told(long itsItem, String text) {
        if (itsItem == item) {
            stack = text;
        }
    }

    /** Whether that item was running when its time was over. */
    boolean isOver(long itsItem) {
        return itsItem == item && last != Step.NOTHING;
    }

    String stack() {
        return stack == null ? "" : stack;
    }
}
