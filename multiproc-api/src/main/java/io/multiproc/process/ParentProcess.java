package io.multiproc.process;

import java.time.Duration;

/**
 * The process that started this one, as seen from here.
 *
 * <p>Its death is noticed however it died, SIGKILL included, by the end of the connection to it. All methods may be
 * called from any thread of this process; the object cannot be sent to another.
 *
 * @python multiprocessing.parent_process
 */
public interface ParentProcess {

    /** The parent's name. */
    String name();

    /** The parent's process id; after its death the operating system may give the number to another process. */
    long pid();

    /** Whether the parent still runs. */
    boolean isAlive();

    /**
     * Waits until the parent has ended.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    void join() throws InterruptedException;

    /**
     * Waits until the parent has ended, but no longer than the time-out.
     *
     * @param timeout zero or negative: do not wait
     * @return whether the parent has ended
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    boolean join(Duration timeout) throws InterruptedException;
}
