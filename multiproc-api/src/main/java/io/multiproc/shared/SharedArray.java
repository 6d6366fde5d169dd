package io.multiproc.shared;

import io.multiproc.sync.ProcessLock;

/**
 * What all arrays in shared memory have; {@link SharedIntArray} and the like add how single elements are read and
 * changed.
 *
 * <p>Any number of threads and processes may use an array, and it may be sent at any time; see
 * <a href="package-summary.html#visibility">visibility</a>. No method waits for {@link #lock()}. It lives as long as
 * the process that made it, and on with those that have received it by then; an array that was never sent goes when it
 * is garbage. A process that dies leaves it as it last set it. Where it is closed, reading and changing elements throws
 * {@link IllegalStateException}.
 *
 * <p>An array has at most 2,147,483,647 bytes, for an index is an {@code int} here as everywhere in Java; a block
 * ({@link SharedMemory}) may have more.
 *
 * @param <A> Java's array of the same elements
 * @param <E> an element in a box
 * @param <S> its type
 * @python multiprocessing.Array
 */
public interface SharedArray<A, E, S extends SharedArray<A, E, S>> extends Iterable<E>, AutoCloseable {

    /** The number of elements, which never changes. */
    int length();

    /**
     * A copy of all elements.
     *
     * @throws IllegalStateException if the array is closed in this process
     */
    A toArray();

    /**
     * A copy of some elements.
     *
     * @param from the first
     * @param to the one after the last
     * @throws IndexOutOfBoundsException if they are not all in the array
     */
    A slice(int from, int to);

    /**
     * Copies elements out.
     *
     * @param index of the first
     * @param into where to, from {@code offset} on
     * @param count how many
     * @throws IndexOutOfBoundsException if they are not all there, or {@code into} is too short
     */
    void get(int index, A into, int offset, int count);

    /**
     * Sets as many elements as there are values.
     *
     * @param index of the first
     * @throws IndexOutOfBoundsException if they do not all fit; nothing is changed
     */
    void put(int index, A values);

    /**
     * Sets elements.
     *
     * @param index of the first
     * @param from the values, from {@code offset} on
     * @param count how many
     * @throws IndexOutOfBoundsException if they do not all fit, or {@code from} is too short; nothing is changed
     */
    void put(int index, A from, int offset, int count);

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
    S withLock(ProcessLock lock);

    /**
     * Gives the array up in this process. If this process made it and it is large (more than 32 KiB), nobody can
     * receive it any more; those that have it keep it, and its memory is free when nobody has. Does nothing the second
     * time.
     */
    @Override
    void close();
}
