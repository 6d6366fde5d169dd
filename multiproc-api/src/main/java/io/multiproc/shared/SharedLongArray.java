package io.multiproc.shared;

import java.nio.LongBuffer;

/**
 * An array of whole numbers of 64 bits that processes share: up to 268,435,455 of them.
 *
 * <pre>{@code
 * SharedLongArray shared = sharedLongArray(1_000_000);
 * process(Main::fill, shared).start();   // the same elements there, not a copy
 * long[] first = shared.slice(0, 10);
 * }</pre>
 *
 * <p>Copies of many elements, lock, sending, life time and visibility are those of every {@link SharedArray}.
 *
 * @python multiprocessing.Array
 */
public interface SharedLongArray extends SharedArray<long[], Long, SharedLongArray> {

    /**
     * An element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    long get(int index);

    /**
     * Sets an element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    void set(int index, long value);

    /**
     * Sets an element if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected what it must be
     * @return whether it was
     * @throws IndexOutOfBoundsException if there is no such element
     */
    boolean compareAndSet(int index, long expected, long value);

    /**
     * Adds to an element in one step, also against other processes; what does not fit wraps around.
     *
     * @return the element before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    long getAndAdd(int index, long delta);

    /**
     * The elements as a buffer, for code that works on those. It stays usable when the array is closed.
     *
     * @return one of its own with each call
     * @throws IllegalStateException if the array is closed in this process
     */
    LongBuffer buffer();
}
