package io.multiproc.ipc.memory;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of 64-bit words mapped by several processes.
 *
 * <p>The mapping lives until the object is collected; the file may be unlinked as soon as all have mapped it. A process
 * that is killed leaves every word as it last wrote it.
 */
public final class MappedSegment {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;

    private MappedSegment(ByteBuffer memory) {
        this.memory = memory;
    }

    /** Creates a file of that many words, all 0, and maps it. */
    public static MappedSegment create(Path path, int words) throws IOException {
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new MappedSegment(file.map(FileChannel.MapMode.READ_WRITE, 0, (long) words * Long.BYTES));
        }
    }

    /** Maps a file that another process created. */
    public static MappedSegment open(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new MappedSegment(file.map(FileChannel.MapMode.READ_WRITE, 0, file.size()));
        }
    }

    /** Reads a word; what happened before it was written is seen. */
    public long getAcquire(int word) {
        return (long) LONGS.getAcquire(memory, word * Long.BYTES);
    }

    /** Writes a word; who reads it sees what happened before. */
    public void setRelease(int word, long value) {
        LONGS.setRelease(memory, word * Long.BYTES, value);
    }

    /** Writes a word if it has the expected value; at most one of several processes succeeds. */
    public boolean compareAndSet(int word, long expected, long value) {
        return LONGS.compareAndSet(memory, word * Long.BYTES, expected, value);
    }
}
