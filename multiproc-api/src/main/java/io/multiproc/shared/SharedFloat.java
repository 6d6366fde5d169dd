package io.multiproc.shared;

/**
 * A floating point number of 32 bits that processes share.
 *
 * <pre>{@code
 * SharedFloat shared = sharedFloat(0);
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.getAndAdd(0.5f);
 * }</pre>
 *
 * <p>Lock, sending, life time and visibility are those of every {@link SharedValue}.
 *
 * @python multiprocessing.Value
 */
public interface SharedFloat extends SharedValue<SharedFloat> {

    /** The value; never half of one and half of another. */
    float get();

    /** Sets the value. */
    void set(float value);

    /**
     * Sets the value in one step with reading it.
     *
     * @return the value before
     */
    float getAndSet(float value);

    /**
     * Sets the value if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected compared by its bits
     * @return whether it was
     */
    boolean compareAndSet(float expected, float value);

    /**
     * Adds to the value in one step, also against other processes; rounded as Java does it.
     *
     * @return the value before
     */
    float getAndAdd(float delta);
}
