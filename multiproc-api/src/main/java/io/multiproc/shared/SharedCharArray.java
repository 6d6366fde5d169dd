package io.multiproc.shared;

import java.nio.CharBuffer;

/**
 * An array of chars of UTF-16 that processes share: up to 1,073,741,823 of them.
 *
 * <pre>{@code
 * SharedCharArray shared = sharedCharArray(1_000_000);
 * process(Main::fill, shared).start();   // the same elements there, not a copy
 * char[] first = shared.slice(0, 10);
 * }</pre>
 *
 * <p>Copies of many elements, lock, sending, life time and visibility are those of every {@link SharedArray}.
 *
 * <p>No method reads and changes an element in one step, as {@code getAndAdd} of {@link SharedIntArray} does: Java has
 * no such step for less than 32 bits in a buffer. Hold {@link #lock()} where one is needed.
 *
 * @python multiprocessing.Array
 */
public interface SharedCharArray extends SharedArray<char[], Character, SharedCharArray> {

    /**
     * An element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    char get(int index);

    /**
     * Sets an element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    void set(int index, char value);

    /**
     * The elements as a buffer, for code that works on those. It stays usable when the array is closed.
     *
     * @return one of its own with each call
     * @throws IllegalStateException if the array is closed in this process
     */
    CharBuffer buffer();
}
