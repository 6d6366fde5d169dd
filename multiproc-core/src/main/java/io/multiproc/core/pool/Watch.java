package io.multiproc.core.pool;

import org.jspecify.annotations.Nullable;

/**
 * How long a worker has run what it runs, and what has been done about it. Guarded by the dispatcher's lock.
 *
 * <p>The ladder: the item is interrupted, its stack is asked for once more, the worker is terminated, it is killed.
 */
final class Watch {

    /** The time-out of what may run for ever. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long GRACE_NANOS = 1_000_000_000;
    private static final long TELLING_NANOS = 200_000_000;

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

    /**
     * Looks at what runs.
     *
     * @param running key of the item that runs, or {@link TaskBoard#NOTHING}
     * @param mostNanos how long it may, or {@link #NEVER}
     */
    Step look(long running, long mostNanos, long now) {
        if (running != item) {
            item = running;
            since = now;
            last = Step.NOTHING;
            stack = null;
        }
        if (item == TaskBoard.NOTHING || mostNanos == NEVER || now - since - dueNanos() < mostNanos) {
            return Step.NOTHING;
        }
        last = last.next();
        return last;
    }

    /** After its time. */
    private long dueNanos() {
        return switch (last) {
            case NOTHING -> 0;
            case INTERRUPT -> GRACE_NANOS;
            case ASK -> GRACE_NANOS + TELLING_NANOS;
            case TERMINATE, KILL -> 2 * GRACE_NANOS + TELLING_NANOS;
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
