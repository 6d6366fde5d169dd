package io.multiproc.core.pool.outcome;

import io.multiproc.core.pool.blame.ItemFailure;
import io.multiproc.pool.Outcome;
import org.jspecify.annotations.Nullable;

/** What became of an item, for who collects. */
public final class Outcomes {

    private Outcomes() {}

    /**
     * Its outcome.
     *
     * @param index of the item among all of the call
     * @param item its result or {@link ItemFailure}
     */
    @SuppressWarnings("NullAway") // a result may be null
    public static Outcome<?> of(int index, @Nullable Object item) {
        return item instanceof ItemFailure failed
                ? new Outcome.Failure<>(index, failed.cause())
                : new Outcome.Value<@Nullable Object>(index, item);
    }
}
