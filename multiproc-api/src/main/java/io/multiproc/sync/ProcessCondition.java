package io.multiproc.sync;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Where threads that have a lock wait, without the lock, until another one signals that something has changed.
 *
 * <pre>{@code
 * // who waits                                    // who changes something
 * try (var held = condition.hold()) {             try (var held = condition.hold()) {
 *     condition.awaitFor(() -> value.get() == 4);     value.set(4);
 * }                                                   condition.signal();
 *                                                 }
 * }</pre>
 *
 * <p>All but {@link #acquire}, {@link #release} and {@link #hold} is for the thread that has the lock; the others get
 * an {@link IllegalStateException}. A signal wakes only threads that waited when it was given, those that have waited
 * longest first; if there are none it has no effect. No thread wakes without a signal. At most 4,096 threads can wait
 * at once for the conditions and barriers that one process has made; one more gets an {@link IllegalStateException}.
 *
 * <p>May be used by any thread, and sent to any process at any time. A process that dies waiting leaves nobody stuck: a
 * signal that was meant for it goes to another one within a second. One that dies with the lock leaves that to the
 * next, as {@link ProcessLock} says.
 *
 * @python multiprocessing.Condition
 */
public interface ProcessCondition {

    /** The lock: the one that it was made with, or a re-entrant one of its own. */
    ProcessLock lock();

    /**
     * Acquires the lock.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; it has not got the lock then
     * @python multiprocessing.Condition.acquire
     */
    default void acquire() throws InterruptedException {
        lock().acquire();
    }

    /**
     * Releases the lock.
     *
     * @throws IllegalStateException as the lock's {@code release}
     * @python multiprocessing.Condition.release
     */
    default void release() {
        lock().release();
    }

    /**
     * Acquires the lock, for try-with-resources.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; it has not got the lock then
     */
    default Hold hold() throws InterruptedException {
        acquire();
        return new OnceHold(this::release);
    }

    /**
     * Releases the lock, however often it was acquired, waits for a signal, and acquires the lock as often again.
     *
     * <p>May return without a signal when a process died having the lock; see {@link ProcessLock#previousOwnerDied}.
     *
     * @throws IllegalStateException if this thread does not have the lock
     * @throws InterruptedException if the thread is interrupted before a signal; it has the lock again then
     * @python multiprocessing.Condition.wait
     */
    void await() throws InterruptedException;

    /**
     * As {@link #await()}, but waits for a signal no longer than the time given.
     *
     * @param timeout zero or negative: the lock is released and acquired again, without waiting
     * @return whether there was a signal; in either case this thread has the lock again
     * @throws IllegalStateException if this thread does not have the lock
     * @throws InterruptedException if the thread is interrupted before a signal; it has the lock again then
     * @python multiprocessing.Condition.wait(timeout)
     */
    boolean await(Duration timeout) throws InterruptedException;

    /**
     * Waits, signal after signal, until the predicate is true; at once if it is.
     *
     * @param predicate is asked by this thread, with the lock; must not be null
     * @throws IllegalStateException if this thread does not have the lock
     * @throws InterruptedException if the thread is interrupted while it waits; it has the lock again then
     * @python multiprocessing.Condition.wait_for
     */
    void awaitFor(BooleanSupplier predicate) throws InterruptedException;

    /**
     * As {@link #awaitFor(BooleanSupplier)}, but no longer than the time given, however many signals come.
     *
     * @param timeout zero or negative: do not wait
     * @return what the predicate said last
     * @throws IllegalStateException if this thread does not have the lock
     * @throws InterruptedException if the thread is interrupted while it waits; it has the lock again then
     * @python multiprocessing.Condition.wait_for(timeout)
     */
    boolean awaitFor(BooleanSupplier predicate, Duration timeout) throws InterruptedException;

    /**
     * Wakes one of those that wait, if any; does not wait until it has the lock.
     *
     * @throws IllegalStateException if this thread does not have the lock
     * @python multiprocessing.Condition.notify
     */
    default void signal() {
        signal(1);
    }

    /**
     * Wakes as many of those that wait, or all if they are fewer.
     *
     * @throws IllegalArgumentException if the number is negative
     * @throws IllegalStateException if this thread does not have the lock
     * @python multiprocessing.Condition.notify
     */
    void signal(int most);

    /**
     * Wakes all that wait.
     *
     * @throws IllegalStateException if this thread does not have the lock
     * @python multiprocessing.Condition.notify_all
     */
    default void signalAll() {
        signal(Integer.MAX_VALUE);
    }
}
