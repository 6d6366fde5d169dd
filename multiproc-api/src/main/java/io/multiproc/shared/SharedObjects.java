package io.multiproc.shared;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Makes data in shared memory; every {@link io.multiproc.ProcessContext} can, and
 * {@link io.multiproc.Multiprocessing} has the same methods. It makes no difference in which way processes are started.
 *
 * <p>Each method that makes something throws a {@link io.multiproc.process.ProcessException} if there is no memory for
 * it.
 */
public interface SharedObjects extends SharedArrays {

    /**
     * A whole number of 32 bits in shared memory, with that value at first.
     *
     * @python multiprocessing.Value
     */
    SharedInt sharedInt(int value);

    /**
     * A whole number of 64 bits in shared memory, with that value at first.
     *
     * @python multiprocessing.Value
     */
    SharedLong sharedLong(long value);

    /**
     * A floating point number of 64 bits in shared memory, with that value at first.
     *
     * @python multiprocessing.Value
     */
    SharedDouble sharedDouble(double value);

    /**
     * A truth value in shared memory, with that value at first.
     *
     * @python multiprocessing.Value
     */
    SharedBoolean sharedBoolean(boolean value);

    /**
     * A whole number of 8 bits in shared memory, with that value at first.
     *
     * @python multiprocessing.Value
     */
    SharedByte sharedByte(byte value);

    /**
     * A whole number of 16 bits in shared memory, with that value at first.
     *
     * @python multiprocessing.Value
     */
    SharedShort sharedShort(short value);

    /**
     * A char of UTF-16 in shared memory, with that value at first.
     *
     * @python multiprocessing.Value
     */
    SharedChar sharedChar(char value);

    /**
     * A floating point number of 32 bits in shared memory, with that value at first.
     *
     * @python multiprocessing.Value
     */
    SharedFloat sharedFloat(float value);

    /**
     * A block of shared memory, all zeros, with a name of its own.
     *
     * @param size in bytes
     * @throws IllegalArgumentException if the size is less than 1
     * @throws io.multiproc.process.ProcessException if there is not so much memory
     * @python multiprocessing.shared_memory.SharedMemory
     */
    SharedMemory createSharedMemory(long size);

    /**
     * A block of shared memory of that name, all zeros.
     *
     * @param name 1 to 200 letters, digits, {@code _}, {@code -} and {@code .}, the first none of the last two; a
     *     leading slash is left out
     * @param size in bytes
     * @throws IllegalArgumentException if the size is less than 1, or the name is not one
     * @throws io.multiproc.shared.SharedMemoryExistsException if there is a block of that name
     * @throws io.multiproc.process.ProcessException if there is not so much memory
     */
    SharedMemory createSharedMemory(String name, long size);

    /**
     * The block of shared memory of that name, which some process of this user has made.
     *
     * @throws IllegalArgumentException if the name cannot be one
     * @throws io.multiproc.shared.SharedMemoryNotFoundException if there is no such block
     */
    SharedMemory attachSharedMemory(String name);

    /**
     * A list of fixed length in shared memory, in a block with a name of its own.
     *
     * @throws IllegalArgumentException if an element is of a type that the list cannot hold
     * @python multiprocessing.shared_memory.ShareableList
     */
    ShareableList shareableList(@Nullable Object... elements);

    /**
     * A list of fixed length in shared memory, in a block with a name of its own.
     *
     * @throws IllegalArgumentException if an element is of a type that the list cannot hold
     */
    ShareableList shareableList(Collection<? extends @Nullable Object> elements);

    /**
     * A list of fixed length in shared memory, in a block of that name.
     *
     * @throws IllegalArgumentException if an element is of a type that the list cannot hold, or the name is not one
     * @throws io.multiproc.shared.SharedMemoryExistsException if there is a block of that name
     */
    ShareableList shareableList(String name, Collection<? extends @Nullable Object> elements);

    /**
     * The list that is in the block of that name.
     *
     * @throws IllegalArgumentException if there is something else in it
     * @throws io.multiproc.shared.SharedMemoryNotFoundException if there is no such block
     */
    ShareableList attachShareableList(String name);

    /**
     * A manager whose blocks and lists are unlinked when it is closed.
     *
     * @python multiprocessing.managers.SharedMemoryManager
     */
    SharedMemoryManager sharedMemoryManager();
}
