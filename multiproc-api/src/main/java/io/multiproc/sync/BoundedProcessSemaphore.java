package io.multiproc.sync;

/**
 * A semaphore that never has more permits than it began with, so that a release too many is found out.
 *
 * <pre>{@code
 * BoundedProcessSemaphore slots = boundedSemaphore(2);
 * slots.release();   // IllegalStateException
 * }</pre>
 *
 * <p>Otherwise as {@link ProcessSemaphore}, also as to threads, processes and death.
 *
 * @python multiprocessing.BoundedSemaphore
 */
public interface BoundedProcessSemaphore extends ProcessSemaphore {

    /**
     * Gives a permit back, and wakes one that waits.
     *
     * @throws IllegalStateException if there are as many permits as it began with; they are unchanged
     * @python multiprocessing.BoundedSemaphore.release
     */
    @Override
    void release();

    /** How many permits it began with. */
    int limit();
}
