package io.multiproc.shared;

import io.multiproc.sync.ProcessLock;

/**
 * A whole number of 32 bits that processes share.
 *
 * <pre>{@code
 * SharedInt shared = sharedInt(0);
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.getAndAdd(1);
 * }</pre>
 *
 * <p>Any number of threads and processes may use it, and it may be sent at any time; see
 * <a href="package-summary.html#visibility">visibility</a>. It lives as long as the process that made it, and on with those
 * that have received it by then.
 *
 * <p>No method waits for {@link #lock()}: reading and then writing is two steps, for which one holds it. A process that dies
 * leaves the value as it last set it.
 *
 * @python multiprocessing.Value
 */
public interface SharedInt {

    /** The value; never half of one and half of another. */
    int get();

    /** Sets the value. */
    void set(int value);

    /**
     * Sets the value in one step with reading it.
     *
     * @return the value before
     */
    int getAndSet(int value);

    /**
     * Sets the value if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected what it must be
     * @return whether it was
     */
    boolean compareAndSet(int expected, int value);

    /**
     * Adds to the value in one step, also against other processes; what does not fit wraps around, as Java does it.
     *
     * @return the value before
     */
    int getAndAdd(int delta);

    /**
     * The lock that goes with the value: always the same one, in all processes. No method of this object acquires it.
     *
     * @python multiprocessing.Value.get_lock
     */
    ProcessLock lock();

    /**
     * The same value with that lock.
     *
     * @return another object of the same memory; this one keeps its lock
     * @python multiprocessing.sharedctypes.synchronized
     */
    SharedInt withLock(ProcessLock lock);
}
