package io.multiproc.shared;

import io.multiproc.sync.ProcessLock;

/**
 * A whole number of 16 bits that processes share.
 *
 * <pre>{@code
 * SharedShort shared = sharedShort((short) 0);
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.getAndAdd((short) 1);
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
public interface SharedShort {

    /** The value; never half of one and half of another. */
    short get();

    /** Sets the value. */
    void set(short value);

    /**
     * Sets the value in one step with reading it.
     *
     * @return the value before
     */
    short getAndSet(short value);

    /**
     * Sets the value if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected what it must be
     * @return whether it was
     */
    boolean compareAndSet(short expected, short value);

    /**
     * Adds to the value in one step, also against other processes; what does not fit wraps around, as Java does it.
     *
     * @return the value before
     */
    short getAndAdd(short delta);

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
    SharedShort withLock(ProcessLock lock);
}
