package io.multiproc.shared;

import io.multiproc.sync.ProcessLock;
import java.nio.FloatBuffer;

/**
 * An array of floating point numbers of 32 bits that processes share: up to 536,870,911 of them.
 *
 * <pre>{@code
 * SharedFloatArray shared = sharedFloatArray(1_000_000);
 * process(Main::fill, shared).start();   // the same elements there, not a copy
 * float[] first = shared.slice(0, 10);
 * }</pre>
 *
 * <p>Any number of threads and processes may use it, and it may be sent at any time; see
 * <a href="package-summary.html#visibility">visibility</a>. No method waits for {@link #lock()}. It lives as long as the process that made it, and
 * on with those that have received it by then; an array that was never sent goes when it is garbage. A process that dies
 * leaves it as it last set it.
 *
 * @python multiprocessing.Array
 */
public interface SharedFloatArray extends Iterable<Float>, AutoCloseable {

    /** The number of elements, which never changes. */
    int length();

    /**
     * An element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    float get(int index);

    /**
     * Sets an element.
     *
     * @throws IndexOutOfBoundsException if there is none of that index
     * @throws IllegalStateException if the array is closed in this process
     */
    void set(int index, float value);

    /**
     * Sets an element if it is the expected one; at most one of several processes succeeds.
     *
     * @param expected compared by its bits
     * @return whether it was
     * @throws IndexOutOfBoundsException if there is no such element
     */
    boolean compareAndSet(int index, float expected, float value);

    /**
     * Adds to an element in one step, also against other processes; rounded as Java does it.
     *
     * @return the element before
     * @throws IndexOutOfBoundsException if there is no such element
     */
    float getAndAdd(int index, float delta);

    /** A copy of all elements. */
    float[] toArray();

    /**
     * A copy of some elements.
     *
     * @param from the first
     * @param to the one after the last
     * @throws IndexOutOfBoundsException if they are not all in the array
     */
    float[] slice(int from, int to);

    /**
     * Copies elements out.
     *
     * @param index of the first
     * @param into where to, from {@code offset} on
     * @param count how many
     * @throws IndexOutOfBoundsException if they are not all there, or {@code into} is too short
     */
    void get(int index, float[] into, int offset, int count);

    /**
     * Sets as many elements as there are values.
     *
     * @param index of the first
     * @throws IndexOutOfBoundsException if they do not all fit; nothing is changed
     */
    void put(int index, float[] values);

    /**
     * Sets elements.
     *
     * @param index of the first
     * @param from the values, from {@code offset} on
     * @param count how many
     * @throws IndexOutOfBoundsException if they do not all fit, or {@code from} is too short; nothing is changed
     */
    void put(int index, float[] from, int offset, int count);

    /**
     * The elements as a buffer, for code that works on those. It stays usable when the array is closed.
     *
     * @return one of its own with each call
     * @throws IllegalStateException if the array is closed in this process
     */
    FloatBuffer buffer();

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
    SharedFloatArray withLock(ProcessLock lock);

    /**
     * Gives the array up in this process. If this process made it and it is large (more than 32 KiB), nobody can receive it
     * any more; who has it keeps it, and its memory is free when nobody has. Does nothing the second time.
     */
    @Override
    void close();
}
