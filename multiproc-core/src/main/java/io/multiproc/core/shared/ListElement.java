package io.multiproc.core.shared;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An element of a shareable list as it is stored.
 *
 * @param type one of the types of {@link ListDescriptor}
 * @param bytes in the byte order of the machine
 */
@SuppressWarnings("ArrayRecordComponent") // compared by hand
record ListElement(int type, byte[] bytes) {

    /**
     * A value as it is stored.
     *
     * @throws IllegalArgumentException if a list cannot hold it
     */
    static ListElement of(@Nullable Object value) {
        return ifHeld(value).orElseThrow(() -> new IllegalArgumentException(refusal(value)));
    }

    /** The same; empty if a list cannot hold it. */
    static Optional<ListElement> ifHeld(@Nullable Object value) {
        if (value == null) {
            return Optional.of(new ListElement(ListDescriptor.NULL, new byte[0]));
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return Optional.of(new ListElement(ListDescriptor.LONG, bytes(((Number) value).longValue())));
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Optional.of(new ListElement(ListDescriptor.DOUBLE, bytes(Double.doubleToRawLongBits(number))));
        }
        if (value instanceof Boolean truth) {
            return Optional.of(new ListElement(ListDescriptor.BOOLEAN, bytes(truth ? 1 : 0)));
        }
        if (value instanceof String text && halfPair(text) < 0) {
            return Optional.of(new ListElement(ListDescriptor.TEXT, text.getBytes(StandardCharsets.UTF_8)));
        }
        if (value instanceof byte[] bytes) {
            return Optional.of(new ListElement(ListDescriptor.BYTES, bytes.clone()));
        }
        return Optional.empty();
    }

    private static String refusal(@Nullable Object value) {
        if (value instanceof String text) {
            return "a shareable list cannot hold a text with half of a surrogate pair, which is no character: index="
                    + halfPair(text) + ", length=" + text.length();
        }
        return "a shareable list cannot hold a "
                + Objects.requireNonNull(value, "value").getClass().getName()
                + " (it holds whole and floating point numbers, booleans, texts, byte[] and nulls)";
    }

    /** Where half of a pair of surrogates is, which would become a question mark; -1 if there is none. */
    private static int halfPair(String text) {
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            if (Character.getType(codePoint) == Character.SURROGATE) {
                return i;
            }
        }
        return -1;
    }

    /** What a program gets. */
    @Nullable
    Object value() {
        return switch (type) {
            case ListDescriptor.NULL -> null;
            case ListDescriptor.LONG -> number();
            case ListDescriptor.DOUBLE -> Double.longBitsToDouble(number());
            case ListDescriptor.BOOLEAN -> number() != 0;
            case ListDescriptor.TEXT -> new String(bytes, StandardCharsets.UTF_8);
            case ListDescriptor.BYTES -> bytes;
            default -> throw new IllegalStateException("not a type of a shareable list: type=" + type);
        };
    }

    /** Its part of the format, with the room that it has. */
    String format(int room) {
        return switch (type) {
            case ListDescriptor.NULL -> "xxxxxx?x";
            case ListDescriptor.LONG -> "q";
            case ListDescriptor.DOUBLE -> "d";
            case ListDescriptor.BOOLEAN -> "xxxxxxx?";
            default -> room + "s";
        };
    }

    /** Whether both are the same to Java's {@code equals}, byte arrays by their content. */
    boolean isEqualTo(ListElement other) {
        return type == other.type
                && (Arrays.equals(bytes, other.bytes)
                        || (type != ListDescriptor.BYTES && Objects.equals(value(), other.value())));
    }

    /** Short if somebody writes meanwhile: then it is some number. */
    private long number() {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, Long.BYTES))
                .order(ByteOrder.nativeOrder())
                .getLong();
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(number)
                .array();
    }
}
