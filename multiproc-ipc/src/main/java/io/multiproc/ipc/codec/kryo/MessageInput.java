package io.multiproc.ipc.codec.kryo;

import com.esotericsoftware.kryo.kryo5.io.Input;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Kryo's input over one message; no length is believed that the rest of the message could not hold. */
final class MessageInput extends Input {

    private static final byte[] NONE = new byte[0];

    /** Bytes of which no array or collection has said yet that they are its elements. */
    private long unclaimed;

    private int start;
    private int size;

    MessageInput() {
        super(NONE);
    }

    void begin(byte[] bytes, int offset, int count) {
        setBuffer(bytes, offset, count);
        start = offset;
        size = count;
        unclaimed = count;
    }

    /** How far into the message the next byte is. */
    int at() {
        return position - start;
    }

    /** Goes to another place, from where some of the message may be read a second time. */
    void goTo(int at) {
        if (at < 0 || at > size) {
            throw new Damage("a part at byte " + at + " of " + size);
        }
        position = start + at;
        unclaimed = size;
    }

    /** Reads nothing more. */
    void goToEnd() {
        position = start + size;
    }

    void release() {
        setBuffer(NONE);
    }

    @Override
    protected int require(int count) {
        if (count > remaining()) {
            throw new Damage("it ends too early: " + count + " bytes wanted, " + remaining() + " left");
        }
        return remaining();
    }

    int remaining() {
        return limit - position;
    }

    /**
     * Reads how many things follow, each of at least {@code unit} bytes.
     *
     * <p>No two of them share bytes, not even if one is part of another: so all that is allocated for a message is
     * bounded by its length.
     */
    int readCount(int unit) {
        int count = readVarInt(true);
        long bytes = (long) count * unit;
        if (count < 0 || bytes > remaining() || bytes > unclaimed) {
            throw new Damage("a length of " + Integer.toUnsignedString(count) + " with " + remaining() + " bytes left");
        }
        unclaimed -= bytes;
        return count;
    }

    /** A view of the next bytes, which count as read. */
    ByteBuffer next(int count) {
        require(count);
        ByteBuffer view = ByteBuffer.wrap(buffer, position, count).slice();
        position += count;
        return view;
    }

    String readLatin1(int length) {
        require(length);
        String text = new String(buffer, position, length, StandardCharsets.ISO_8859_1);
        position += length;
        return text;
    }

    String readUtf16(int length) {
        if (2L * length > remaining()) {
            throw new Damage(length + " wide chars wanted, " + remaining() + " bytes left");
        }
        char[] chars = new char[length];
        next(2 * length).asCharBuffer().get(chars);
        return new String(chars);
    }

    /** What Kryo's own serializer for strings reads. */
    @Override
    public String readString() {
        return readText();
    }

    /** What {@code writeText} wrote. */
    String readText() {
        long head = readVarLong(true);
        long length = head >>> 1;
        if (length > remaining()) {
            throw new Damage("a text of " + length + " chars with " + remaining() + " bytes left");
        }
        return (head & 1) == 0 ? readLatin1((int) length) : readUtf16((int) length);
    }

    /** A byte as 0 to 255. */
    int readTag() {
        return readByte() & 0xff;
    }
}
