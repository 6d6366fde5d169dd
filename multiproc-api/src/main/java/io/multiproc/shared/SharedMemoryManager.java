package io.multiproc.shared;

import io.multiproc.process.ProcessException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks and lists that are all unlinked when it is closed.
 *
 * <pre>{@code
 * try (SharedMemoryManager manager = sharedMemoryManager()) {
 *     SharedMemory block = manager.sharedMemory(1024);
 *     …
 * }
 * }</pre>
 *
 * <p>For any thread of the process that made it; it cannot be sent, but what it makes can. If the process is killed,
 * its blocks go as all blocks do. There is no process behind it, as in Python.
 *
 * @python multiprocessing.managers.SharedMemoryManager
 */
public interface SharedMemoryManager extends AutoCloseable {

    /**
     * A block of zeros with a name of its own.
     *
     * @param size in bytes
     * @throws IllegalArgumentException if the size is less than 1
     * @throws IllegalStateException if the manager is closed
     * @python SharedMemoryManager.SharedMemory
     */
    SharedMemory sharedMemory(long size);

    /**
     * A list of those elements.
     *
     * @throws IllegalArgumentException if an element is of a type that a {@link ShareableList} cannot hold
     * @throws IllegalStateException if the manager is closed
     * @python SharedMemoryManager.ShareableList
     */
    ShareableList shareableList(Collection<? extends @Nullable Object> elements);

    /**
     * Closes and unlinks all that it made and that is still there. Does nothing the second time.
     *
     * @throws ProcessException if some of it cannot be unlinked: all the rest is then, and another call tries it again
     * @python SharedMemoryManager.shutdown
     */
    @Override
    void close();
}
