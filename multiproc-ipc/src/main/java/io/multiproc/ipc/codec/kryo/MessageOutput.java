package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Kryo's output with strings that survive every char, bulk access to its array, and an end to its growth. */
final class MessageOutput extends Output {

    /** A larger buffer is given back after a message. */
    private static final int KEPT = 64 * 1024;

    private static final int FIRST = 512;

    private static final int SLACK = 1024;

    /** Length of the latest message. */
    private int latest;

    MessageOutput() {
        super(FIRST, -1);
    }

    /** Starts a message after that many zero bytes. */
    void begin(int headroom, int limit) {
        maxCapacity = limit;
        position = 0;
        reserve(headroom);
        Arrays.fill(buffer, 0, headroom, (byte) 0);
        position = headroom;
    }

    /** Makes room for that many bytes and returns the array they belong into, at {@link #position()}. */
    byte[] reserve(int count) {
        if (count > capacity - position) {
            require(count);
        }
        return buffer;
    }

    /** A view of the next bytes, which count as written. */
    ByteBuffer next(long count) {
        if (count > maxCapacity - position) {
            throw tooLarge(position + count);
        }
        int start = position;
        ByteBuffer view = ByteBuffer.wrap(reserve((int) count), start, (int) count);
        position = start + (int) count;
        return view.slice();
    }

    /** In one piece: Kryo's goes through the buffer as it is, and makes it larger step by step. */
    @Override
    public void writeBytes(byte[] bytes, int offset, int count) {
        System.arraycopy(bytes, offset, reserve(count), position, count);
        position += count;
    }

    @Override
    protected boolean require(int count) throws KryoException {
        if (count <= capacity - position) {
            return false;
        }
        long needed = (long) position + count;
        if (needed > maxCapacity) {
            throw tooLarge(needed);
        }
        long grown = count >= KEPT ? roomForBlock(needed) : Math.max(needed, 2L * capacity);
        try {
            buffer = Arrays.copyOf(buffer, (int) Math.min(grown, maxCapacity));
        } catch (OutOfMemoryError e) {
            throw Refusal.ofMessage(
                    "the message takes more than " + needed + " bytes, and the heap has no room for it",
                    "send it in pieces or raise -Xmx",
                    e);
        }
        capacity = buffer.length;
        return true;
    }

    /** A large block is as a rule nearly all there is, and often the message is as long as the one before. */
    private long roomForBlock(long needed) {
        return needed <= latest && latest <= needed + SLACK ? latest : needed + SLACK;
    }

    private Refusal tooLarge(long needed) {
        return Refusal.ofMessage(
                "the message takes at least " + needed + " bytes, more than the limit of " + maxCapacity,
                "send it in pieces, or a file or shared memory that holds it",
                null);
    }

    /** Writes a length or number that is never negative, in one to five bytes. */
    void writeCount(int count) {
        writeVarInt(count, true);
    }

    /** One byte a char if that is enough for all, else two. Returns whether one was enough. */
    boolean writeChars(String text) {
        int length = text.length();
        byte[] bytes = reserve(length);
        int start = position;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 0xff) {
                next(2L * length).asCharBuffer().put(text);
                return false;
            }
            bytes[start + i] = (byte) c;
        }
        position = start + length;
        return true;
    }

    /** What Kryo's own serializer for strings writes; it never gets null. */
    @Override
    public void writeString(String value) {
        writeText(value);
    }

    /** Length and chars; the lowest bit of the length says whether the chars are wide. */
    void writeText(String text) {
        int start = position;
        writeVarLong(2L * text.length(), true);
        if (!writeChars(text)) {
            buffer[start] |= 1;
        }
    }

    /** What was written, headroom included, as an array of its own. */
    byte[] finish() {
        latest = position;
        if (position < buffer.length) {
            return Arrays.copyOf(buffer, position);
        }
        byte[] message = buffer;
        shrink();
        return message;
    }

    /** Forgets the message. */
    void end() {
        if (buffer.length > KEPT) {
            shrink();
        }
        position = 0;
    }

    private void shrink() {
        buffer = new byte[FIRST];
        capacity = FIRST;
    }
}
