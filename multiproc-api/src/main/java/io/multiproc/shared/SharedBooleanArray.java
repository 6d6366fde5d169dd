package io.multiproc.shared;

/**
 * An array of booleans that processes share: up to 2,147,483,647 of them.
 *
 * <pre>{@code
 * SharedBooleanArray shared = sharedBooleanArray(1_000_000);
 * process(Main::fill, shared).start();   // the same elements there, not a copy
 * boolean[] first = shared.slice(0, 10);
 * }</pre>
 *
 * <p>Copies of many elements, lock, sending, life time and visibility are those of every {@link SharedArray}.
 *
 * <p>No method reads and changes an element in one step, as {@code getAndAdd} of {@link SharedIntArray} does: Java has
 * no such step for less than 32 bits in a buffer. Hold {@link #lock()} where one is needed.
 *
 * @python multiprocessing.Array
 */
public interface SharedBooleanArray extends SharedArray<boolean[], Boolean, SharedBooleanArray> {

    /**
     * An element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    boolean get(int index);

    /**
     * Sets an element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    void set(int index, boolean value);
}
