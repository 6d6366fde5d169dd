package io.multiproc.core.pool.task;

/**
 * How long each item of a call may run.
 *
 * @param mostNanos from its begin, or {@link #NEVER}
 * @param stallNanos from its begin or its last sign of progress, or {@link #NEVER}
 */
public record TimeLimits(long mostNanos, long stallNanos) {

    /** The limit of what may run for ever. */
    public static final long NEVER = Long.MAX_VALUE;

    /** It may run for ever. */
    public static final TimeLimits NONE = new TimeLimits(NEVER, NEVER);

    /** Its time is over. */
    public static final TimeLimits OVER = new TimeLimits(0, NEVER);

    public TimeLimits within(long nanos) {
        return new TimeLimits(nanos, stallNanos);
    }

    public TimeLimits stallingAtMost(long nanos) {
        return new TimeLimits(mostNanos, nanos);
    }

    /** Whether nobody needs to look how long it runs. */
    public boolean areNone() {
        return shortestNanos() == NEVER;
    }

    public long shortestNanos() {
        return Math.min(mostNanos, stallNanos);
    }
}
