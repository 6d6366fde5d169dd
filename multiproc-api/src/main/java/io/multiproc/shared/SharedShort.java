package io.multiproc.shared;

/**
 * A whole number of 16 bits that processes share.
 *
 * <pre>{@code
 * SharedShort shared = sharedShort((short) 0);
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.getAndAdd((short) 1);
 * }</pre>
 *
 * <p>Lock, sending, life time and visibility are those of every {@link SharedValue}.
 *
 * @python multiprocessing.Value
 */
public interface SharedShort extends SharedValue<SharedShort> {

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
}
