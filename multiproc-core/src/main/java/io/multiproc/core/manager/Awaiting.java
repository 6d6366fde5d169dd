package io.multiproc.core.manager;

import io.multiproc.ipc.time.Deadline;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/** Waiting for something that a lock guards. */
final class Awaiting {

    private Awaiting() {}

    /** Waits, with the lock of the condition, until something is true; returns false if the deadline is over before. */
    static boolean until(Condition changed, BooleanSupplier met, long deadline) throws InterruptedException {
        while (!met.getAsBoolean()) {
            if (Deadline.isOver(deadline)) {
                return false;
            }
            long unused = changed.awaitNanos(Deadline.remaining(deadline));
        }
        return true;
    }
}
