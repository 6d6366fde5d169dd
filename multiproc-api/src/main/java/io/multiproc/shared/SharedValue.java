package io.multiproc.shared;

import io.multiproc.sync.ProcessLock;

/**
 * What all values in shared memory have; {@link SharedInt} and the like add how they are read and changed.
 *
 * <p>Any number of threads and processes may use a value, and it may be sent at any time; see
 * <a href="package-summary.html#visibility">visibility</a>. It lives as long as the process that made it, and on with
 * those that have received it by then.
 *
 * <p>No method waits for {@link #lock()}: reading and then writing is two steps, for which one holds it. A process that
 * dies leaves the value as it last set it.
 *
 * @param <S> its type
 * @python multiprocessing.Value
 */
public interface SharedValue<S extends SharedValue<S>> {

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
    S withLock(ProcessLock lock);
}
