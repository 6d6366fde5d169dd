package io.multiproc.sync;

import java.time.Duration;

/**
 * A lock that the thread which has it may acquire again; it is free when it was released as often.
 *
 * <pre>{@code
 * try (var outer = lock.hold()) {
 *     try (var inner = lock.hold()) {
 *         …
 *     }
 * }
 * }</pre>
 *
 * <p>Otherwise as {@link ProcessLock}, except that only the thread that has it may release it: a thread of that
 * process, not just any with the same number.
 *
 * @python multiprocessing.RLock
 */
public interface ReentrantProcessLock extends ProcessLock {

    /** {@inheritDoc} At once if this thread has it. */
    @Override
    void acquire() throws InterruptedException;

    /** {@inheritDoc} At once if this thread has it. */
    @Override
    boolean acquire(Duration timeout) throws InterruptedException;

    /** {@inheritDoc} Also if this thread has it already. */
    @Override
    boolean tryAcquire();

    /**
     * Releases the lock once.
     *
     * @throws IllegalStateException if this thread does not have it
     * @python multiprocessing.RLock.release
     */
    @Override
    void release();

    /** How often this thread has acquired the lock and not released it; 0 if it does not have it. */
    int holdCount();
}
