package io.multiproc.sync;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A lock that one thread of all processes has at a time.
 *
 * <pre>{@code
 * static void count(ProcessLock lock, Path file) throws Exception {
 *     try (var held = lock.hold()) {
 *         int n = Integer.parseInt(Files.readString(file));
 *         Files.writeString(file, String.valueOf(n + 1));
 *     }
 * }
 * }</pre>
 *
 * <p>Not re-entrant: a thread that acquires it twice waits for itself. It has no owner that counts: any thread of any
 * process may release it. May be used by any thread, and sent to any process at any time.
 *
 * <p>A process that dies while one of its threads has the lock leaves it locked; the next {@code acquire} gets it,
 * within a second if somebody waits already, and {@link #previousOwnerDied} tells who died, since what the lock
 * protects may be half done. A thread that ends without releasing, in a process that lives on, leaves the lock locked.
 *
 * @see ReentrantProcessLock
 * @python multiprocessing.Lock
 */
public interface ProcessLock {

    /**
     * Gets the lock; waits while another has it.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; it has not got the lock then
     * @python multiprocessing.Lock.acquire()
     */
    void acquire() throws InterruptedException;

    /**
     * Gets the lock; waits for it no longer than the time given.
     *
     * @param timeout zero or negative: do not wait
     * @return whether it was got
     * @throws InterruptedException if the thread is interrupted while it waits; it has not got the lock then
     * @python multiprocessing.Lock.acquire(timeout=t)
     */
    boolean acquire(Duration timeout) throws InterruptedException;

    /**
     * Gets the lock if nobody has it, or if the process is dead that has it; does not wait.
     *
     * @return whether it was got
     * @python multiprocessing.Lock.acquire(block=False)
     */
    boolean tryAcquire();

    /**
     * Releases the lock.
     *
     * @throws IllegalStateException if nobody has it
     * @python multiprocessing.Lock.release
     */
    void release();

    /**
     * As {@link #acquire()}, for try-with-resources.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; it has not got the lock then
     */
    default Hold hold() throws InterruptedException {
        acquire();
        return new OnceHold(this::release);
    }

    /**
     * Whether somebody has the lock, be it a dead process; true for the moment.
     *
     * @python multiprocessing.Lock.locked
     */
    boolean isLocked();

    /**
     * Whether the lock came to its present holder because the one before it died: then the process id of that one, or 0
     * if it is not known any more. For the holder to ask; its release forgets it.
     */
    OptionalLong previousOwnerDied();
}
