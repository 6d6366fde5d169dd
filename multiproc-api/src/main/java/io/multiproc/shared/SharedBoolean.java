package io.multiproc.shared;

/**
 * A truth value that processes share.
 *
 * <pre>{@code
 * SharedBoolean shared = sharedBoolean(false);
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.set(true);
 * }</pre>
 *
 * <p>Lock, sending, life time and visibility are those of every {@link SharedValue}.
 *
 * @python multiprocessing.Value
 */
public interface SharedBoolean extends SharedValue<SharedBoolean> {

    /** The value; never half of one and half of another. */
    boolean get();

    /** Sets the value. */
    void set(boolean value);

    /**
     * Sets the value in one step with reading it.
     *
     * @return the value before
     */
    boolean getAndSet(boolean value);

    /**
     * Sets the value if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected what it must be
     * @return whether it was
     */
    boolean compareAndSet(boolean expected, boolean value);
}
