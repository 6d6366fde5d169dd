package io.multiproc.core.pool.remote;

import io.multiproc.core.pool.task.TimeLimits;
import io.multiproc.core.pool.wire.Overdue;
import io.multiproc.core.pool.wire.TaskBoard;
import org.jspecify.annotations.Nullable;

/**
 * How long a worker has run what it runs, and what has been done about it. Guarded by the dispatcher's lock.
 *
 * <p>The ladder: the item is interrupted, its stack is asked for once more, the worker is ended.
 */
final class Ladder {

    private static final long TELLING_NANOS = 200_000_000;

    private final long graceNanos;
    private long item = TaskBoard.NOTHING;
    private long since;
    private long movedAt;
    private long moved;
    private long overAt;
    private long stalledNanos;
    private Step last = Step.NOTHING;
    private @Nullable String stack;

    /**
     * Of one worker.
     *
     * @param graceNanos how long an interrupted item has for its end
     */
    Ladder(long graceNanos) {
        this.graceNanos = graceNanos;
    }

    /** What is to be done now. */
    enum Step {
        NOTHING,
        INTERRUPT,
        ASK,
        END;

        private Step next() {
            return switch (this) {
                case NOTHING -> INTERRUPT;
                case INTERRUPT -> ASK;
                case ASK, END -> END;
            };
        }
    }

    /**
     * Looks at what runs.
     *
     * @param running key of the item that runs, or {@link TaskBoard#NOTHING}
     * @param limits how long it may
     * @param progressed a number that changes when it gets on
     */
    Step look(long running, TimeLimits limits, long progressed, long now) {
        if (running != item) {
            item = running;
            since = now;
            last = Step.NOTHING;
            stack = null;
            move(progressed, now);
        } else if (progressed != moved) {
            move(progressed, now);
        }
        if (item == TaskBoard.NOTHING
                || (last == Step.NOTHING && !isOver(limits, now))
                || now - overAt < pauseNanos()) {
            return Step.NOTHING;
        }
        last = last.next();
        return last;
    }

    private void move(long progressed, long now) {
        moved = progressed;
        movedAt = now;
    }

    private boolean isOver(TimeLimits limits, long now) {
        boolean late = limits.mostNanos() != TimeLimits.NEVER && now - since >= limits.mostNanos();
        boolean stalled = limits.stallNanos() != TimeLimits.NEVER && now - movedAt >= limits.stallNanos();
        overAt = now;
        stalledNanos = stalled && !late ? now - movedAt : 0;
        return late || stalled;
    }

    /** After its time. */
    private long pauseNanos() {
        return switch (last) {
            case NOTHING -> 0;
            case INTERRUPT -> graceNanos;
            case ASK, END -> Math.max(graceNanos, graceNanos + TELLING_NANOS); // there is none after the end of time
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

    /** How long the item had reported no progress when its time was over; 0 if that was not the reason. */
    long stalledNanos() {
        return stalledNanos;
    }

    /** Of the item whose time was over. */
    Overdue overdue() {
        return new Overdue(stack == null ? "" : stack, stalledNanos);
    }
}
