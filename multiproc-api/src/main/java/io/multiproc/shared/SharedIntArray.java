package io.multiproc.shared;

import java.nio.IntBuffer;

/**
 * An array of whole numbers of 32 bits that processes share: up to 536,870,911 of them.
 *
 * <pre>{@code
 * SharedIntArray shared = sharedIntArray(1_000_000);
 * process(Main::fill, shared).start();   // the same elements there, not a copy
 * int[] first = shared.slice(0, 10);
 * }</pre>
 *
 * <p>Copies of many elements, lock, sending, life time and visibility are those of every {@link SharedArray}.
 *
 * @python multiprocessing.Array
 */
public interface SharedIntArray extends SharedArray<int[], Integer, SharedIntArray> {

    /**
     * An element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    int get(int index);

    /**
     * Sets an element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    void set(int index, int value);

    /**
     * Sets an element if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected what it must be
     * @return whether it was
     * @throws IndexOutOfBoundsException if there is no such element
     */
    boolean compareAndSet(int index, int expected, int value);

    /**
     * Adds to an element in one step, also against other processes; what does not fit wraps around.
     *
     * @return the element before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    int getAndAdd(int index, int delta);

    /**
     * The elements as a buffer, for code that works on those. It stays usable when the array is closed.
     *
     * @return one of its own with each call
     * @throws IllegalStateException if the array is closed in this process
     */
    IntBuffer buffer();
}
