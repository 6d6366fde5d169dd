package io.multiproc.ipc.ring;

import io.multiproc.ipc.memory.MappedSegment;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that one process passes to another one through memory that both have mapped. How many there are to take is said
 * elsewhere, such as on a socket, and in the order in which they were put in.
 *
 * <pre>
 * word 0    bytes taken so far         written by the receiver
 * word 8    1: the receiver is there   written by the receiver
 * word 16   the bytes
 * </pre>
 *
 * <p>What was put in stays there when its sender ends, for a receiver that has mapped it. Each side is used by one
 * thread at a time.
 */
public final class ByteRing {

    private static final int HEAD_WORDS = 16;
    private static final int TAKEN = 0;
    private static final int ATTACHED = 8;

    private final MappedSegment words;
    private final RingBytes bytes;
    private long put; // by this side's thread, like the other
    private long taken;

    private ByteRing(MappedSegment words) {
        this.words = words;
        this.bytes = new RingBytes(words, HEAD_WORDS, (words.words() - HEAD_WORDS) * Long.BYTES);
    }

    /**
     * Sender: makes one.
     *
     * @param file to be made; the receiver removes it
     * @param size number of bytes that it holds: a power of two, and at least 64
     * @throws IOException if the memory is not there
     */
    public static ByteRing create(Path file, int size) throws IOException {
        return new ByteRing(MappedSegment.create(file, HEAD_WORDS + RingBytes.checked(size) / Long.BYTES));
    }

    /** Receiver: maps it, removes the file, and lets the sender know. */
    public static ByteRing attach(Path file) throws IOException {
        ByteRing ring = new ByteRing(MappedSegment.open(file));
        Files.deleteIfExists(file);
        ring.words.setRelease(ATTACHED, 1);
        return ring;
    }

    /** How many bytes it holds. */
    public int size() {
        return bytes.size();
    }

    /** Sender: whether the receiver has mapped it. */
    public boolean isAttached() {
        return words.getAcquire(ATTACHED) != 0;
    }

    /** Sender: for how many bytes there is room. */
    public int room() {
        taken = words.getAcquire(TAKEN);
        return (int) (bytes.size() - (put - taken));
    }

    /**
     * Sender: puts bytes in.
     *
     * @param source gives as many as there is room for
     * @param most and no more than that
     * @return how many: 0 if there is no room, or nothing to put in
     */
    public int put(ByteBuffer source, int most) {
        int count = Math.min(Math.min(most, source.remaining()), room());
        bytes.put(put, source, count);
        source.position(source.position() + count);
        put += count;
        VarHandle.releaseFence(); // they are there before anything says so
        return count;
    }

    /** Receiver: takes bytes that were put in, as it knows. */
    public void take(byte[] target, int offset, int count) {
        VarHandle.acquireFence();
        bytes.get(taken, target, offset, count);
        taken += count;
        words.setRelease(TAKEN, taken);
    }
}
