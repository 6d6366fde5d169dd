package io.multiproc.sync;

/**
 * A semaphore that never has more permits than it began with, so that a release too many is found out.
 *
 * <pre>{@code
 * BoundedProcessSemaphore slots = boundedSemaphore(2);
 * slots.release();   // IllegalStateException
 * }</pre>
 *
 * <p>Otherwise as {@link ProcessSemaphore}, also as to threads, processes and death. That of
 * {@code returningSemaphore(n)} gets the permits of dead processes back; there only a process that has acquired one may
 * release it.
 *
 * @python multiprocessing.BoundedSemaphore
 */
public interface BoundedProcessSemaphore extends ProcessSemaphore {

    /**
     * Gives a permit back, and wakes one that waits.
     *
     * @throws IllegalStateException if there are as many permits as it began with, or if it is one that gets permits
     *     back and this process has none; they are unchanged
     * @python multiprocessing.BoundedSemaphore.release
     */
    @Override
    void release();

    /** How many permits it began with. */
    int limit();
}
