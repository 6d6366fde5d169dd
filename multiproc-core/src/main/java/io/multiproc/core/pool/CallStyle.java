package io.multiproc.core.pool;

import org.jspecify.annotations.Nullable;

/**
 * What one face of a pool asks of the calls that are made through it.
 *
 * @param reporter told how far maps are, or null
 * @param limits how long a call may run, each item of a map by itself
 * @param failFast whether the first item that fails ends a map
 */
record CallStyle(@Nullable Reporter reporter, TimeLimits limits, boolean failFast) {

    CallStyle with(Reporter told) {
        return new CallStyle(told, limits, failFast);
    }

    CallStyle within(TimeLimits others) {
        return new CallStyle(reporter, others, failFast);
    }

    CallStyle failingFast() {
        return new CallStyle(reporter, limits, true);
    }
}
