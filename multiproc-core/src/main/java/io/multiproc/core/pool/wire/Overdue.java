package io.multiproc.core.pool.wire;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What had run too long, and was ended for it.
 *
 * @param stack where it was, or empty if its worker could not tell
 * @param stalledNanos how long it had reported no progress, or 0 if that was not the reason
 */
public record Overdue(String stack, long stalledNanos) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** For how long it had stalled; null if it ran longer than it may. */
    @Nullable
    public Duration stalledFor() {
        return stalledNanos == 0 ? null : Duration.ofNanos(stalledNanos);
    }

    /** Such as {@code ran longer than its time-out}. */
    public String inWords() {
        return stalledNanos == 0
                ? "ran longer than its time-out"
                : String.format(
                        Locale.ROOT, "stalled (it reported no progress for %.1f s)", stalledNanos / NANOS_PER_SECOND);
    }
}
