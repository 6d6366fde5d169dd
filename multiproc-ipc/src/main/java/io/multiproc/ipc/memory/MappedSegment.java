package io.multiproc.ipc.memory;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

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

    /** Creates a file of that many words, all 0, that only this user can read and write, and maps it. */
    public static MappedSegment create(Path path, int words) throws IOException {
        return new MappedSegment(FileMapping.create(path, (long) words * Long.BYTES, true));
    }

    /** Maps a file that another process created. */
    public static MappedSegment open(Path path) throws IOException {
        return new MappedSegment(FileMapping.of(path));
    }

    /** How many words there are. */
    public int words() {
        return memory.capacity() / Long.BYTES;
    }

    /** Reads a word that no other thread changes meanwhile. */
    public long get(int word) {
        return (long) LONGS.get(memory, word * Long.BYTES);
    }

    /** Reads a word as it is, or lately was: no more than a hint, if others change it. */
    public long peek(int word) {
        return (long) LONGS.get(memory, word * Long.BYTES);
    }

    /** Writes a word that no other thread uses meanwhile. */
    public void set(int word, long value) {
        LONGS.set(memory, word * Long.BYTES, value);
    }

    /** Reads a word; what happened before it was written is seen. */
    public long getAcquire(int word) {
        return (long) LONGS.getAcquire(memory, word * Long.BYTES);
    }

    /** Reads a word, not before anything that this thread did earlier. */
    public long getVolatile(int word) {
        return (long) LONGS.getVolatile(memory, word * Long.BYTES);
    }

    /** Writes a word; who reads it sees what happened before. */
    public void setRelease(int word, long value) {
        LONGS.setRelease(memory, word * Long.BYTES, value);
    }

    /** Writes a word, before anything that this thread does later. */
    public void setVolatile(int word, long value) {
        LONGS.setVolatile(memory, word * Long.BYTES, value);
    }

    /** Writes a word if it has the expected value; at most one of several processes succeeds. */
    public boolean compareAndSet(int word, long expected, long value) {
        return LONGS.compareAndSet(memory, word * Long.BYTES, expected, value);
    }

    /** Adds to a word, and gives what it was before. */
    public long getAndAdd(int word, long delta) {
        return (long) LONGS.getAndAdd(memory, word * Long.BYTES, delta);
    }

    /**
     * The bytes of so many words, in the machine's order; bounds are checked, concurrent use is the caller's matter.
     */
    public ByteBuffer bytes(int firstWord, int words) {
        return memory.slice(firstWord * Long.BYTES, words * Long.BYTES).order(ByteOrder.nativeOrder());
    }

    /** All of it, for those who need its address. */
    ByteBuffer buffer() {
        return memory;
    }
}
