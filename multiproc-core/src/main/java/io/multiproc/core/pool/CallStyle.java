package io.multiproc.core.pool;

import org.jspecify.annotations.Nullable;

/**
 * What one face of a pool asks of the calls that are made through it.
 *
 * @param reporter told how far maps are, or null
 * @param mostNanos how long a call may run, each item of a map by itself; or {@link Watch#NEVER}
 * @param failFast whether the first item that fails ends a map
 */
record CallStyle(@Nullable Reporter reporter, long mostNanos, boolean failFast) {

    CallStyle with(Reporter told) {
        return new CallStyle(told, mostNanos, failFast);
    }

    CallStyle within(long nanos) {
        return new CallStyle(reporter, nanos, failFast);
    }

    CallStyle failingFast() {
        return new CallStyle(reporter, mostNanos, true);
    }
}
