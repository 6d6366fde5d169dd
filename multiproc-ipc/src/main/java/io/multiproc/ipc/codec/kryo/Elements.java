package io.multiproc.ipc.codec.kryo;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements of arrays and collections: those that are all Integer, Long, Double or String are packed, without a tag
 * for each.
 */
final class Elements {

    private static final int MIXED = 0;
    private static final int INTEGERS = 1;
    private static final int LONGS = 2;
    private static final int DOUBLES = 3;
    private static final int STRINGS = 4;

    /** Below this a scan for a common type gains nothing. */
    private static final int WORTH_PACKING = 4;

    private Elements() {}

    /** Writes how many there are, and each. */
    static void write(CodecKryo kryo, @Nullable Object[] elements) throws Exception {
        if (!writePacked(kryo.out, elements)) {
            writeMixed(kryo, elements);
        }
    }

    /** Writes how many there are, and each if they can be packed; false if they cannot: then they are to follow. */
    static boolean writePacked(MessageOutput out, @Nullable Object[] elements) {
        out.writeCount(elements.length);
        if (elements.length < WORTH_PACKING) {
            return false;
        }
        int form = form(elements);
        switch (form) {
            case INTEGERS, LONGS -> writeIntegral(out, elements, form);
            case DOUBLES -> writeDoubles(out, elements);
            case STRINGS -> writeStrings(out, elements);
            default -> out.writeByte(MIXED);
        }
        return form != MIXED;
    }

    private static void writeMixed(CodecKryo kryo, @Nullable Object[] elements) throws Exception {
        int i = 0;
        try {
            for (; i < elements.length; i++) {
                kryo.write(elements[i]);
            }
        } catch (Refusal refusal) {
            throw refusal.atElement(i);
        }
    }

    private static int form(@Nullable Object[] elements) {
        Object first = elements[0];
        if (first == null) {
            return MIXED;
        }
        Class<?> type = first.getClass();
        int form = formOf(type);
        if (form == MIXED) {
            return MIXED;
        }
        for (Object element : elements) {
            if (element == null || element.getClass() != type) {
                return MIXED;
            }
        }
        return form;
    }

    private static int formOf(Class<?> type) {
        if (type == Integer.class) {
            return INTEGERS;
        }
        if (type == Long.class) {
            return LONGS;
        }
        if (type == Double.class) {
            return DOUBLES;
        }
        return type == String.class ? STRINGS : MIXED;
    }

    /** All in the width that the largest needs: 1, 2, 4 or 8 bytes. */
    private static void writeIntegral(MessageOutput out, @Nullable Object[] elements, int form) {
        long all = 0;
        for (Object element : elements) {
            long value = ((Number) Objects.requireNonNull(element)).longValue();
            all |= value ^ (value >> 63);
        }
        int width = all < 0x80 ? 1 : all < 0x8000 ? 2 : all <= Integer.MAX_VALUE ? 4 : 8;
        out.writeByte(form);
        out.writeByte(width);
        ByteBuffer bytes = out.next((long) width * elements.length);
        for (Object element : elements) {
            long value = ((Number) Objects.requireNonNull(element)).longValue();
            switch (width) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                case 4 -> bytes.putInt((int) value);
                default -> bytes.putLong(value);
            }
        }
    }

    private static void writeDoubles(MessageOutput out, @Nullable Object[] elements) {
        out.writeByte(DOUBLES);
        ByteBuffer bytes = out.next(8L * elements.length);
        for (Object element : elements) {
            bytes.putLong(Double.doubleToRawLongBits((Double) Objects.requireNonNull(element)));
        }
    }

    private static void writeStrings(MessageOutput out, @Nullable Object[] elements) {
        out.writeByte(STRINGS);
        for (Object element : elements) {
            out.writeText((String) Objects.requireNonNull(element));
        }
    }

    /** Reads the elements into a new array of objects. */
    static @Nullable Object[] read(CodecKryo kryo) throws Exception {
        int count = kryo.in.readCount(1);
        return readInto(kryo, new Object[count]);
    }

    /** Reads the elements into the array, which has their number. */
    static @Nullable Object[] readInto(CodecKryo kryo, @Nullable Object[] into) throws Exception {
        if (!readPacked(kryo.in, into)) {
            for (int i = 0; i < into.length; i++) {
                into[i] = kryo.read();
            }
        }
        return into;
    }

    /**
     * Reads the elements into the array, which has their number, if they are packed; false if not: then each follows.
     */
    static boolean readPacked(MessageInput in, @Nullable Object[] into) {
        int count = into.length;
        int form = count < WORTH_PACKING ? MIXED : in.readByte();
        switch (form) {
            case MIXED -> {
                return false;
            }
            case INTEGERS, LONGS -> readIntegral(in, into, form);
            case DOUBLES -> {
                ByteBuffer bytes = next(in, count, 8);
                for (int i = 0; i < count; i++) {
                    into[i] = Double.longBitsToDouble(bytes.getLong());
                }
            }
            case STRINGS -> {
                for (int i = 0; i < count; i++) {
                    into[i] = in.readText();
                }
            }
            default -> throw new Damage("unknown form of elements " + form);
        }
        return true;
    }

    private static void readIntegral(MessageInput in, @Nullable Object[] into, int form) {
        int width = in.readByte();
        ByteBuffer bytes = next(in, into.length, width);
        for (int i = 0; i < into.length; i++) {
            long value = switch (width) {
                case 1 -> bytes.get();
                case 2 -> bytes.getShort();
                case 4 -> bytes.getInt();
                case 8 -> bytes.getLong();
                default -> throw new Damage("unknown width " + width);
            };
            into[i] = form == LONGS ? (Object) value : (Object) (int) value;
        }
    }

    private static ByteBuffer next(MessageInput in, int count, int width) {
        if (width <= 0 || (long) count * width > in.remaining()) {
            throw new Damage(count + " elements of " + width + " bytes with " + in.remaining() + " bytes left");
        }
        return in.next(count * width);
    }
}
