package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.KryoException;
import com.esotericsoftware.kryo.kryo5.io.Output;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Kryo's output with strings that survive every char, bulk access to its array, and an end to its growth. */
final class MessageOutput extends Output {

    /** A larger buffer is given back after a message. */
    private static final int KEPT = 64 * 1024;

    private static final int FIRST = 512;

    /** A shorter array is copied at once. */
    private static final int SPLICED = 16 * 1024;

    /** Large arrays of this message, and the positions that they come in at: copied once, when the size is known. */
    private final List<byte[]> splices = new ArrayList<>(0);

    private final List<Integer> splicePositions = new ArrayList<>(0);
    private long spliced;

    /** Where parts begin of what is written. */
    final WrittenParts parts = new WrittenParts(this);

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

    /** How much of the message there is, headroom included. */
    int size() {
        return position + (int) spliced;
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
        if (count + spliced > maxCapacity - position) {
            throw tooLarge(position + count + spliced);
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
        if (needed + spliced > maxCapacity) {
            throw tooLarge(needed + spliced);
        }
        // Twice the size, or just enough for a large block, which is as a rule nearly all there is.
        long grown = count >= KEPT ? needed + 64 : Math.max(needed, 2L * capacity);
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

    /** Writes all of an array, which must not change before {@link #finish}. */
    void writeArray(byte[] bytes) {
        if (bytes.length < SPLICED) {
            writeBytes(bytes);
            return;
        }
        if (position + spliced + bytes.length > maxCapacity) {
            throw tooLarge(position + spliced + bytes.length);
        }
        splices.add(bytes);
        splicePositions.add(position);
        spliced += bytes.length;
    }

    /** Forgets what was written after that position. */
    void truncate(int to) {
        position = to;
        for (int i = splices.size() - 1; i >= 0 && splicePositions.get(i) > to; i--) {
            spliced -= splices.remove(i).length;
            splicePositions.remove(i);
        }
    }

    /** What was written, headroom included, as an array of its own. */
    byte[] finish() {
        if (position + spliced > maxCapacity) {
            throw tooLarge(position + spliced);
        }
        if (splices.isEmpty()) {
            return Arrays.copyOf(buffer, position);
        }
        byte[] message = new byte[(int) (position + spliced)];
        int from = 0;
        int to = 0;
        for (int i = 0; i < splices.size(); i++) {
            int count = splicePositions.get(i) - from;
            System.arraycopy(buffer, from, message, to, count);
            from += count;
            to += count;
            byte[] splice = splices.get(i);
            System.arraycopy(splice, 0, message, to, splice.length);
            to += splice.length;
        }
        System.arraycopy(buffer, from, message, to, position - from);
        return message;
    }

    /** Forgets the message. */
    void end() {
        if (buffer.length > KEPT) {
            buffer = new byte[FIRST];
            capacity = FIRST;
        }
        if (spliced > 0) {
            splices.clear();
            splicePositions.clear();
            spliced = 0;
        }
        position = 0;
    }
}
