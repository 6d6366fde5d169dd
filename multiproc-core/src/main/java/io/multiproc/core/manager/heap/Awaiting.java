package io.multiproc.core.manager.heap;

import io.multiproc.ipc.time.Deadline;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/** Waiting for something that a lock guards. */
final class Awaiting {

    private Awaiting() {}

    /**
     * Waits, with the lock of the condition, until something is true; returns false if the deadline is over before.
     *
     * @throws InterruptedException if the thread is interrupted, or if the client is gone that it waits for: what it
     *     has waited for, an element for example, is then for the next
     */
    static boolean until(Condition changed, BooleanSupplier met, long deadline) throws InterruptedException {
        while (!met.getAsBoolean()) {
            if (Deadline.isOver(deadline)) {
                return false;
            }
            long unused = changed.awaitNanos(Deadline.remaining(deadline));
        }
        Caller caller = Caller.current();
        if (caller != null && caller.session().isEnded()) {
            changed.signal();
            throw new InterruptedException("the client is gone that waited: " + caller.session());
        }
        return true;
    }
}
