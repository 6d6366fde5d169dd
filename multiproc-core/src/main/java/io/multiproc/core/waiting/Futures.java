package io.multiproc.core.waiting;

import io.multiproc.ipc.time.Deadline;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for a future that never fails: an end, an outcome, a reply. */
public final class Futures {

    private Futures() {}

    /** Waits until it is done. */
    public static void await(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("what is waited for cannot fail", e);
        }
    }

    /**
     * Waits until it is done, for that time at most.
     *
     * @return whether it is done
     */
    public static boolean await(Future<?> future, Duration timeout) throws InterruptedException {
        try {
            future.get(Deadline.nanos(timeout), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("what is waited for cannot fail", e);
        }
    }

    /**
     * Waits until it is done, or the deadline is over.
     *
     * @param deadline as in {@link Deadline}
     * @return whether it is done
     */
    public static boolean await(Future<?> future, long deadline) throws InterruptedException {
        return await(future, Duration.ofNanos(Deadline.remaining(deadline)));
    }
}
