package io.multiproc.shared;

import java.nio.ByteBuffer;

/**
 * A block of memory with a name, by which all processes of this user find it, also those of other programs.
 *
 * <pre>{@code
 * try (SharedMemory block = createSharedMemory(1024)) {
 *     block.buffer().putInt(0, 42);
 *     process(Main::work, block).start();   // or tell the name to whom you like
 *     …
 *     block.unlink();
 * }
 * }</pre>
 *
 * <p>Any number of threads and processes may use a block; nothing but the program's own locks orders what they do. An
 * object that is sent arrives as an object of the same block. Sending {@link #name()} and calling
 * {@code attachSharedMemory} does the same.
 *
 * <p>A block lives until it is {@linkplain #unlink unlinked}, or until nobody is left who uses it: not the process that
 * made it, none of the processes that started that one, and nobody who has attached to it and has not closed it.
 * A process that is killed counts as gone at once. Attaching to what another program owns never removes it.
 *
 * <p>Closing and unlinking concern the name. Buffers that the program has already got stay usable until they are
 * garbage, in this process and in others: memory is never taken from under a thread that may be reading it.
 *
 * @python multiprocessing.shared_memory.SharedMemory
 */
public interface SharedMemory extends AutoCloseable {

    /**
     * The name by which others attach.
     *
     * @python SharedMemory.name
     */
    String name();

    /**
     * The number of bytes, just as it was asked for.
     *
     * @python SharedMemory.size
     */
    long size();

    /**
     * The whole block, in the byte order of the machine.
     *
     * @return a buffer of its own with each call: position and limit are the caller's, the bytes are everybody's
     * @throws IllegalStateException if this object is closed, or the block is larger than 2,147,483,647 bytes
     * @python SharedMemory.buf
     */
    ByteBuffer buffer();

    /**
     * A part of the block, in the byte order of the machine; how one gets at all of a block of more than 2 GiB.
     *
     * @param offset of the first byte
     * @param length at most 2,147,483,647 bytes
     * @return a buffer of its own with each call
     * @throws IllegalStateException if this object is closed
     * @throws IndexOutOfBoundsException if the part is not within the block
     */
    ByteBuffer buffer(long offset, int length);

    /**
     * Says that this object is not used any more; others are not concerned. Does nothing the second time.
     *
     * <p>A block that this process made stays, so that those to whom it told the name may attach; unlink it.
     *
     * @python SharedMemory.close
     */
    @Override
    void close();

    /**
     * Removes the name, once and for all processes: nobody can attach any more. Those that have the block keep it; its
     * memory is free when nobody has. Possible after {@code close} too.
     *
     * @throws SharedMemoryNotFoundException if it was unlinked before
     * @python SharedMemory.unlink
     */
    void unlink();
}
