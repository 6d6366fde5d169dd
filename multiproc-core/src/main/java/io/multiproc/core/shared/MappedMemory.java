package io.multiproc.core.shared;

import io.multiproc.ipc.codec.Reductions;
import io.multiproc.ipc.memory.Block;
import io.multiproc.process.ProcessException;
import io.multiproc.shared.SharedMemory;
import io.multiproc.shared.SharedMemoryNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A block that this process has mapped. */
final class MappedMemory implements SharedMemory {

    static {
        Reductions.register(new MappedMemoryReduction());
    }

    private final String name;
    private final long size;

    /** Null when this object is closed, so that the mapping may be collected. */
    private volatile @Nullable Block block;

    MappedMemory(Block block) {
        this.name = block.name();
        this.size = block.size();
        this.block = block;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public ByteBuffer buffer() {
        if (size > Integer.MAX_VALUE) {
            throw new IllegalStateException("block '" + name + "' is too large for one buffer: size=" + size
                    + ", limit=" + Integer.MAX_VALUE + " (use buffer(offset, length))");
        }
        return buffer(0, (int) size);
    }

    @Override
    public ByteBuffer buffer(long offset, int length) {
        Objects.checkFromIndexSize(offset, /* size= */ length, /* length= */ size);
        Block open = block;
        if (open == null) {
            throw new IllegalStateException("block '" + name + "' is closed in this process: buffer after close"
                    + " (buffers that it gave before stay usable)");
        }
        try {
            return open.window(offset, length);
        } catch (IOException e) {
            throw new ProcessException(
                    "cannot map a part of block '" + name + "': offset=" + offset + ", length=" + length, e);
        }
    }

    @Override
    public void close() {
        Block open = block;
        block = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void unlink() {
        try {
            Block.unlink(name);
        } catch (NoSuchFileException e) {
            throw new SharedMemoryNotFoundException("block '" + name + "' is unlinked already", e);
        } catch (IOException e) {
            throw new ProcessException("cannot unlink block '" + name + "': " + e.getMessage(), e);
        }
    }

    /** Name and size. */
    @Override
    public String toString() {
        return "SharedMemory(name='" + name + "', size=" + size + (block == null ? ", closed" : "") + ")";
    }
}
