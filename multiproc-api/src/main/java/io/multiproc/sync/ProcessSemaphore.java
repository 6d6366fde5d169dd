package io.multiproc.sync;

import java.time.Duration;

/**
 * A number of permits, shared by the threads of all processes.
 *
 * <pre>{@code
 * ProcessSemaphore downloads = semaphore(3);
 * try (var held = downloads.hold()) {   // in any process: no more than three at once
 *     …
 * }
 * }</pre>
 *
 * <p>A permit has no holder: any thread of any process may release, also one that never acquired. May be used by any
 * thread, and sent to any process at any time.
 *
 * <p>A process that dies takes the permits with it that it had acquired and not released: nobody can know which those
 * are. Where that matters use {@code returningSemaphore(n)}, whose permits are known by their holders and come back, or
 * a {@link ProcessLock}.
 *
 * @see BoundedProcessSemaphore
 * @python multiprocessing.Semaphore
 */
public interface ProcessSemaphore {

    /**
     * Takes a permit; waits while there is none.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; it has not got a permit then
     * @python multiprocessing.Semaphore.acquire()
     */
    void acquire() throws InterruptedException;

    /**
     * Takes a permit; waits for one no longer than the time given.
     *
     * @param timeout zero or negative: do not wait
     * @return whether it was got
     * @throws InterruptedException if the thread is interrupted while it waits; it has not got a permit then
     * @python multiprocessing.Semaphore.acquire(timeout=t)
     */
    boolean acquire(Duration timeout) throws InterruptedException;

    /**
     * Takes a permit if there is one.
     *
     * @return whether it was got
     * @python multiprocessing.Semaphore.acquire(block=False)
     */
    boolean tryAcquire();

    /**
     * Gives a permit, and wakes one that waits.
     *
     * @throws IllegalStateException if there are 2,147,483,647 permits, or as many as a bounded semaphore may have
     * @python multiprocessing.Semaphore.release
     */
    void release();

    /**
     * As {@link #acquire()}, for try-with-resources.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; it has not got a permit then
     */
    default Hold hold() throws InterruptedException {
        acquire();
        return new OnceHold(this::release);
    }

    /**
     * How many permits there are; true for the moment.
     *
     * @python multiprocessing.Semaphore.get_value
     */
    int value();

    /**
     * Whether there is no permit; true for the moment.
     *
     * @python multiprocessing.Semaphore.locked
     */
    default boolean isLocked() {
        return value() == 0;
    }
}
