package io.multiproc.core.queue;

import io.multiproc.core.waiting.EventWaitable.Subscription;
import io.multiproc.ipc.time.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * What a process does with a queue, in bytes. May be used by any thread.
 *
 * <p>Deadlines are those of {@link Deadline}: {@code NEVER} to wait without a limit, {@code NOW} not to wait.
 */
interface QueueEnd {

    /**
     * Adds an element.
     *
     * @param element {@link QueueMessages#HEADROOM} free bytes, then the element; not used for anything else
     * @return whether there was room in time
     */
    boolean put(byte[] element, long deadline) throws InterruptedException;

    /** Takes the oldest element, or gives null if there was none in time. */
    @Nullable
    Element get(long deadline) throws InterruptedException;

    int size();

    boolean isFull();

    /** Whether a get would not wait. */
    boolean isReady();

    /** Has the action run when that becomes so, at once if it is so. */
    Subscription whenReady(Runnable action);

    /** Whether an unfinished element could be called done. */
    boolean taskDone();

    /** Whether no element was unfinished in time. */
    boolean join(long deadline) throws InterruptedException;

    /** Whether something was put or taken here. */
    boolean isUsed();

    boolean isClosed();

    /** Does nothing the second time. */
    void close();

    /** Waits until what was put has been passed on; only after {@link #close}. */
    void awaitPassedOn() throws InterruptedException;

    /** Does not keep the process from ending with elements that have not been passed on. */
    void cancelPassingOn();
}
