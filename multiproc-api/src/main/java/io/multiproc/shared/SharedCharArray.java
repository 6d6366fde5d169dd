package io.multiproc.shared;

import io.multiproc.sync.ProcessLock;
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
 * <p>Any number of threads and processes may use it, and it may be sent at any time; see
 * <a href="package-summary.html#visibility">visibility</a>. No method waits for {@link #lock()}. It lives as long as the process that made it, and
 * on with those that have received it by then; an array that was never sent goes when it is garbage. A process that dies
 * leaves it as it last set it.
 *
 * @python multiprocessing.Array
 */
public interface SharedCharArray extends Iterable<Character>, AutoCloseable {

    /** The number of elements, which never changes. */
    int length();

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

    /** A copy of all elements. */
    char[] toArray();

    /**
     * A copy of some elements.
     *
     * @param from the first
     * @param to the one after the last
     * @throws IndexOutOfBoundsException if they are not all in the array
     */
    char[] slice(int from, int to);

    /**
     * Copies elements out.
     *
     * @param index of the first
     * @param into where to, from {@code offset} on
     * @param count how many
     * @throws IndexOutOfBoundsException if they are not all there, or {@code into} is too short
     */
    void get(int index, char[] into, int offset, int count);

    /**
     * Sets as many elements as there are values.
     *
     * @param index of the first
     * @throws IndexOutOfBoundsException if they do not all fit; nothing is changed
     */
    void put(int index, char[] values);

    /**
     * Sets elements.
     *
     * @param index of the first
     * @param from the values, from {@code offset} on
     * @param count how many
     * @throws IndexOutOfBoundsException if they do not all fit, or {@code from} is too short; nothing is changed
     */
    void put(int index, char[] from, int offset, int count);

    /**
     * The elements as a buffer, for code that works on those. It stays usable when the array is closed.
     *
     * @return one of its own with each call
     * @throws IllegalStateException if the array is closed in this process
     */
    CharBuffer buffer();

    /**
     * The lock that goes with the array: always the same one, in all processes. No method of this object acquires it.
     *
     * @python multiprocessing.Array.get_lock
     */
    ProcessLock lock();

    /**
     * The same array with that lock.
     *
     * @return another object of the same memory, which is closed when this one is; this one keeps its lock
     * @python multiprocessing.sharedctypes.synchronized
     */
    SharedCharArray withLock(ProcessLock lock);

    /**
     * Gives the array up in this process. If this process made it and it is large (more than 32 KiB), nobody can receive it
     * any more; who has it keeps it, and its memory is free when nobody has. Does nothing the second time.
     */
    @Override
    void close();
}
