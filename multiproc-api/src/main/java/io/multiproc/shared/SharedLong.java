package io.multiproc.shared;

/**
 * A whole number of 64 bits that processes share.
 *
 * <pre>{@code
 * SharedLong shared = sharedLong(0);
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.getAndAdd(1);
 * }</pre>
 *
 * <p>Lock, sending, life time and visibility are those of every {@link SharedValue}.
 *
 * @python multiprocessing.Value
 */
public interface SharedLong extends SharedValue<SharedLong> {

    /** The value; never half of one and half of another. */
    long get();

    /** Sets the value. */
    void set(long value);

    /**
     * Sets the value in one step with reading it.
     *
     * @return the value before
     */
    long getAndSet(long value);

    /**
     * Sets the value if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected what it must be
     * @return whether it was
     */
    boolean compareAndSet(long expected, long value);

    /**
     * Adds to the value in one step, also against other processes; what does not fit wraps around, as Java does it.
     *
     * @return the value before
     */
    long getAndAdd(long delta);
}
