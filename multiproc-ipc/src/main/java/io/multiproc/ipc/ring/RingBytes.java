package io.multiproc.ipc.ring;

import io.multiproc.ipc.memory.MappedSegment;
import java.nio.ByteBuffer;

/** The bytes of a ring: positions go on for ever, and behind the last byte comes the first one again. */
final class RingBytes {

    private final ByteBuffer bytes;
    private final int size;

    /**
     * So many bytes of a segment.
     *
     * @param first the first of their words
     * @param size a power of two, and at least 64
     */
    RingBytes(MappedSegment words, int first, int size) {
        this.size = checked(size);
        this.bytes = words.bytes(first, size / Long.BYTES);
    }

    static int checked(int size) {
        if (Integer.bitCount(size) != 1 || size < 64) {
            throw new IllegalArgumentException("size must be a power of two, and at least 64: size=" + size);
        }
        return size;
    }

    int size() {
        return size;
    }

    /** Copies the next bytes of the source, whose position does not move. */
    void put(long position, ByteBuffer source, int count) {
        int start = start(position);
        int untilEnd = Math.min(count, size - start);
        bytes.put(start, source, source.position(), untilEnd);
        bytes.put(0, source, source.position() + untilEnd, count - untilEnd);
    }

    void get(long position, byte[] target, int offset, int count) {
        int start = start(position);
        int untilEnd = Math.min(count, size - start);
        bytes.get(start, target, offset, untilEnd);
        bytes.get(0, target, offset + untilEnd, count - untilEnd);
    }

    private int start(long position) {
        return (int) position & (size - 1);
    }
}
