package io.multiproc.core.pool.call;

import io.multiproc.core.pool.settings.Bounds;
import io.multiproc.core.pool.task.TimeLimits;
import org.jspecify.annotations.Nullable;

/**
 * What one face of a pool asks of the calls that are made through it.
 *
 * @param reporter told how far maps are, or null
 * @param limits how long a call may run, each item of a map by itself
 * @param bounds how much of a call may be in flight
 * @param adaptive whether chunks whose size the program does not say get it by what is measured
 * @param errors what an item that fails means for its map
 */
public record CallStyle(
        @Nullable Reporter reporter, TimeLimits limits, Bounds bounds, boolean adaptive, Errors errors) {

    /** What an item that fails means for its map. */
    public enum Errors {
        /** As in Python: all items are done, then the first error is thrown. */
        FIRST,
        /** The first error ends it. */
        FAIL_FAST,
        /** Errors are results like others. */
        COLLECT
    }

    CallStyle with(Reporter told) {
        return new CallStyle(told, limits, bounds, adaptive, errors);
    }

    CallStyle within(TimeLimits others) {
        return new CallStyle(reporter, others, bounds, adaptive, errors);
    }

    CallStyle within(Bounds others) {
        return new CallStyle(reporter, limits, others, adaptive, errors);
    }

    CallStyle adapting() {
        return new CallStyle(reporter, limits, bounds, true, errors);
    }

    CallStyle with(Errors others) {
        return new CallStyle(reporter, limits, bounds, adaptive, others);
    }

    boolean collects() {
        return errors == Errors.COLLECT;
    }
}
