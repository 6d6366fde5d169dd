package io.multiproc.core.shared;

import io.multiproc.process.ProcessException;
import io.multiproc.shared.ShareableList;
import io.multiproc.shared.SharedMemory;
import io.multiproc.shared.SharedMemoryManager;
import io.multiproc.shared.SharedMemoryNotFoundException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A manager that remembers what it made. */
final class OwnedMemory implements SharedMemoryManager {

    private final Object lock = new Object();
    private final List<SharedMemory> blocks = new ArrayList<>();
    private boolean closed;

    @Override
    public SharedMemory sharedMemory(long size) {
        synchronized (lock) {
            checkOpen();
            return remember(SharedBlocks.create(size, BlockNames::random));
        }
    }

    @Override
    public ShareableList shareableList(Collection<? extends @Nullable Object> elements) {
        synchronized (lock) {
            checkOpen();
            PackedList list = PackedList.create(elements, size -> SharedBlocks.create(size, BlockNames::random));
            remember(list.memory());
            return list;
        }
    }

    private SharedMemory remember(SharedMemory block) {
        blocks.add(block);
        return block;
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            ProcessException failure = null;
            Iterator<SharedMemory> left = blocks.iterator();
            while (left.hasNext()) {
                SharedMemory block = left.next();
                block.close();
                try {
                    unlink(block);
                    left.remove();
                } catch (ProcessException e) { // no reason to leave the others there
                    if (failure == null) {
                        failure = e;
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static void unlink(SharedMemory block) {
        try {
            block.unlink();
        } catch (SharedMemoryNotFoundException e) {
            System.getLogger(OwnedMemory.class.getName()).log(Level.TRACE, "the program has unlinked {0}", block);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the manager of shared memory is closed: its blocks are unlinked");
        }
    }

    /** How many blocks it has made. */
    @Override
    public String toString() {
        synchronized (lock) {
            return "SharedMemoryManager(blocks=" + blocks.size() + (closed ? ", closed" : "") + ")";
        }
    }
}
