package io.multiproc.shared;

/**
 * A floating point number of 64 bits that processes share.
 *
 * <pre>{@code
 * SharedDouble shared = sharedDouble(0);
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.getAndAdd(0.5);
 * }</pre>
 *
 * <p>Lock, sending, life time and visibility are those of every {@link SharedValue}.
 *
 * @python multiprocessing.Value
 */
public interface SharedDouble extends SharedValue<SharedDouble> {

    /** The value; never half of one and half of another. */
    double get();

    /** Sets the value. */
    void set(double value);

    /**
     * Sets the value in one step with reading it.
     *
     * @return the value before
     */
    double getAndSet(double value);

    /**
     * Sets the value if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected compared by its bits
     * @return whether it was
     */
    boolean compareAndSet(double expected, double value);

    /**
     * Adds to the value in one step, also against other processes; rounded as Java does it.
     *
     * @return the value before
     */
    double getAndAdd(double delta);
}
