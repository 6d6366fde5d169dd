package io.multiproc.core.queue;

import java.time.Duration;

/** Time-outs as the api has them. */
final class Timeouts {

    private Timeouts() {}

    /** Nanoseconds; zero for a negative time, and less than {@link QueueEnd#FOREVER} for a very long one. */
    static long nanos(Duration timeout) {
        if (timeout.isNegative()) {
            return 0;
        }
        return timeout.compareTo(Duration.ofNanos(QueueEnd.FOREVER / 2)) > 0 ? QueueEnd.FOREVER / 2 : timeout.toNanos();
    }

    static String text(Duration timeout) {
        return timeout.toMillis() + " ms";
    }
}
