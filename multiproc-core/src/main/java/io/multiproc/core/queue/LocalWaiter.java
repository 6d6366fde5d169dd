package io.multiproc.core.queue;

import io.multiproc.ipc.time.Deadline;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A thread of the owner that waits to be served. */
abstract class LocalWaiter {

    private final Thread thread = Thread.currentThread();

    /** Whether it has got what it waits for. */
    abstract boolean isServed();

    final void wake() {
        LockSupport.unpark(thread);
    }

    /**
     * Waits until it is served, the queue is closed here, or the time is over; an interrupt that comes when it is
     * already served is left for the next who waits.
     *
     * @param giveUp takes it off the list of those who wait, or says no since it is served
     * @return whether it is served; if not, it is off the list
     * @throws InterruptedException with that text, if it is interrupted before it is served
     */
    final boolean await(long deadline, BooleanSupplier closed, BooleanSupplier giveUp, String interruption)
            throws InterruptedException {
        Spin.until(() -> isServed() || closed.getAsBoolean());
        boolean interrupted = false;
        while (!isServed()) {
            interrupted |= Thread.interrupted();
            if (interrupted || closed.getAsBoolean() || Deadline.isOver(deadline)) {
                if (giveUp.getAsBoolean()) {
                    if (interrupted) {
                        throw new InterruptedException(interruption);
                    }
                    return false;
                }
                break;
            }
            LockSupport.parkNanos(this, Deadline.remaining(deadline));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}
