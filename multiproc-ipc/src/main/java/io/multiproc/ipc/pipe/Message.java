package io.multiproc.ipc.pipe;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A message: a part of an array, which nobody changes any more.
 *
 * @param bytes the array
 * @param offset where the message begins in it
 * @param length number of bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Message(byte[] bytes, int offset, int length) {

    /** All of an array. */
    public static Message of(byte[] bytes) {
        return new Message(bytes, 0, bytes.length);
    }

    /** A copy of what remains in the buffer, whose position does not move. */
    public static Message copyOf(ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(source.position(), bytes);
        return of(bytes);
    }

    /** The bytes in an array that has no others. */
    public byte[] toArray() {
        return offset == 0 && length == bytes.length ? bytes : Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** The bytes, for reading. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, offset, length);
    }
}
