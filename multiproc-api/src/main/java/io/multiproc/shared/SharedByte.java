package io.multiproc.shared;

/**
 * A whole number of 8 bits that processes share.
 *
 * <pre>{@code
 * SharedByte shared = sharedByte((byte) 0);
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.getAndAdd((byte) 1);
 * }</pre>
 *
 * <p>Lock, sending, life time and visibility are those of every {@link SharedValue}.
 *
 * @python multiprocessing.Value
 */
public interface SharedByte extends SharedValue<SharedByte> {

    /** The value; never half of one and half of another. */
    byte get();

    /** Sets the value. */
    void set(byte value);

    /**
     * Sets the value in one step with reading it.
     *
     * @return the value before
     */
    byte getAndSet(byte value);

    /**
     * Sets the value if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected what it must be
     * @return whether it was
     */
    boolean compareAndSet(byte expected, byte value);

    /**
     * Adds to the value in one step, also against other processes; what does not fit wraps around, as Java does it.
     *
     * @return the value before
     */
    byte getAndAdd(byte delta);
}
