package io.multiproc.shared;

/**
 * A whole number of 32 bits that processes share.
 *
 * <pre>{@code
 * SharedInt shared = sharedInt(0);
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.getAndAdd(1);
 * }</pre>
 *
 * <p>Lock, sending, life time and visibility are those of every {@link SharedValue}.
 *
 * @python multiprocessing.Value
 */
public interface SharedInt extends SharedValue<SharedInt> {

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
}
