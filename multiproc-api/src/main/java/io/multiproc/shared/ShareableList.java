package io.multiproc.shared;

import org.jspecify.annotations.Nullable;

/**
 * A list of fixed length in a block of shared memory: of whole numbers, floating point numbers, booleans, texts, bytes
 * and nulls.
 *
 * <pre>{@code
 * ShareableList list = shareableList("a", 1, 2.5, true, null);
 * list.set(1, 42);
 * process(Main::work, list).start();   // the same list, not a copy
 * }</pre>
 *
 * <p>Whole numbers are {@link Long}, floating point numbers {@link Double}: an {@code Integer} that was put is got as a
 * {@code Long}. An element may be replaced by one of another type. A text or bytes must fit into the place that the
 * element had at first: the next multiple of 8 above the number of its bytes (UTF-8), and 8 bytes for anything else.
 *
 * <p>Any number of threads and processes may use a list, but it has no lock: a text that is read while it is written
 * may be half of each. Sending, attaching, closing, unlinking and the death of processes are as with
 * {@link SharedMemory}.
 *
 * @python multiprocessing.shared_memory.ShareableList
 */
public interface ShareableList extends Iterable<@Nullable Object>, AutoCloseable {

    /** The number of elements, which never changes. */
    int size();

    /**
     * An element: a {@code Long}, {@code Double}, {@code Boolean}, {@code String}, {@code byte[]} (a copy) or null.
     *
     * @param index 0 is the first; negative ones are not counted from the end, as Python does
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalStateException if this object is closed
     */
    @Nullable
    Object get(int index);

    /**
     * Replaces an element.
     *
     * @param value a {@code Byte}, {@code Short}, {@code Integer}, {@code Long}, {@code Float}, {@code Double},
     *     {@code Boolean}, {@code String}, {@code byte[]} or null
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws IllegalArgumentException if the value is of another type, does not fit, or is a text with half of a
     *     surrogate pair, which is no character; the element is then as before
     * @throws IllegalStateException if this object is closed
     */
    void set(int index, @Nullable Object value);

    /**
     * How many elements are equal to the value; 0 for one that a list cannot hold.
     *
     * @python multiprocessing.shared_memory.ShareableList.count
     */
    int count(@Nullable Object value);

    /**
     * The first element that is equal to the value.
     *
     * @return -1 if there is none, as in {@link java.util.List}, also for one that a list cannot hold; Python raises an
     *     error
     * @python multiprocessing.shared_memory.ShareableList.index
     */
    int indexOf(@Nullable Object value);

    /**
     * The types of the elements in the language of Python's {@code struct}: {@code q} a whole number, {@code d} a
     * floating point number, {@code xxxxxxx?} a boolean, {@code 16s} text or bytes with their place, {@code xxxxxx?x}
     * null.
     *
     * @python multiprocessing.shared_memory.ShareableList.format
     */
    String format();

    /**
     * The block that holds the list.
     *
     * @python multiprocessing.shared_memory.ShareableList.shm
     */
    SharedMemory memory();

    /** Closes {@link #memory()}. */
    @Override
    void close();
}
