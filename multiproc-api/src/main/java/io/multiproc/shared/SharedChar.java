package io.multiproc.shared;

/**
 * A char of UTF-16 that processes share.
 *
 * <pre>{@code
 * SharedChar shared = sharedChar('x');
 * process(Main::work, shared).start();   // the same value there, not a copy
 * shared.set('y');
 * }</pre>
 *
 * <p>Lock, sending, life time and visibility are those of every {@link SharedValue}.
 *
 * @python multiprocessing.Value
 */
public interface SharedChar extends SharedValue<SharedChar> {

    /** The value; never half of one and half of another. */
    char get();

    /** Sets the value. */
    void set(char value);

    /**
     * Sets the value in one step with reading it.
     *
     * @return the value before
     */
    char getAndSet(char value);

    /**
     * Sets the value if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected what it must be
     * @return whether it was
     */
    boolean compareAndSet(char expected, char value);
}
