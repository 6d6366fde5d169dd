package io.multiproc.ipc.memory;

import io.multiproc.ipc.rundir.SharedFolder;
import io.multiproc.ipc.thread.NamedThreads;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named file of {@link SharedFolder}, mapped into this process.
 *
 * <p>A mapping lives until the last of its buffers is garbage: unmapping memory that a thread may be reading would
 * crash the JVM, so closing does not do it. A file of up to 2 GiB is mapped once and closed; of a larger one, each
 * window is a mapping of its own. A block that is garbage is closed. May be used by any thread.
 */
public final class Block {

    private final String name;
    private final long size;
    private final BlockUse use;
    private final Cleaner.Cleanable end;
    private final @Nullable ByteBuffer whole;

    private Block(String name, BlockUse use) throws IOException {
        this.name = name;
        this.use = use;
        this.size = use.file().length();
        this.whole = size <= Integer.MAX_VALUE ? FileMapping.part(use.file(), 0, size) : null;
        if (whole != null) {
            use.file().close();
        }
        this.end = OnGarbage.CLEANER.register(this, use::end);
    }

    /**
     * Makes a block of zeros.
     *
     * @param claimants processes that keep it alive besides this one, by their numbers
     * @throws FileAlreadyExistsException if there is one of that name
     */
    public static Block create(String name, long size, List<Long> claimants) throws IOException {
        BlockUse use = BlockUse.create(name, size, claimants);
        try {
            return of(name, use);
        } catch (IOException | RuntimeException | Error e) {
            try {
                unlink(name);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * Maps a block that exists.
     *
     * @throws NoSuchFileException if there is none of that name
     */
    public static Block attach(String name) throws IOException {
        return of(name, BlockUse.attach(name));
    }

    private static Block of(String name, BlockUse use) throws IOException {
        try {
            return new Block(name, use);
        } catch (IOException | RuntimeException | Error e) {
            use.end();
            throw e;
        }
    }

    /**
     * Removes a name, for all; who has the block keeps it.
     *
     * @throws NoSuchFileException if there is none of that name
     */
    public static void unlink(String name) throws IOException {
        BlockUse.unlink(name);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its length in bytes. */
    public long size() {
        return size;
    }

    /** A part of it, in the byte order of the machine; not after {@link #close}. */
    public ByteBuffer window(long offset, int length) throws IOException {
        ByteBuffer mapped = whole;
        ByteBuffer window =
                mapped != null ? mapped.slice((int) offset, length) : FileMapping.part(use.file(), offset, length);
        return window.order(ByteOrder.nativeOrder());
    }

    /** Says that this object is not used any more. What was mapped stays mapped until it is garbage. */
    public void close() {
        end.clean();
    }

    /** Its thread starts with the first block. */
    private static final class OnGarbage {
        static final Cleaner CLEANER = NamedThreads.cleaner("multiproc-cleaner-blocks");
    }
}
