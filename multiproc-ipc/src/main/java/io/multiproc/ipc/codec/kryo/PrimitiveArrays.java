package io.multiproc.ipc.codec.kryo;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Arrays of primitives, copied in one piece. */
final class PrimitiveArrays extends MessageSerializer {

    private PrimitiveArrays(int tag) {
        super(tag);
    }

    static MessageSerializer of(int tag) {
        return new PrimitiveArrays(tag);
    }

    @Override
    void write(CodecKryo kryo, Object value) {
        MessageOutput out = kryo.out;
        int length = Array.getLength(value);
        out.writeCount(length);
        switch (tag) {
            case MessageDescriptor.BYTES -> out.writeArray((byte[]) value);
            case MessageDescriptor.BOOLEANS -> writeBooleans(out, (boolean[]) value);
            case MessageDescriptor.CHARS -> out.next(2L * length).asCharBuffer().put((char[]) value);
            case MessageDescriptor.SHORTS ->
                out.next(2L * length).asShortBuffer().put((short[]) value);
            case MessageDescriptor.INTS -> out.next(4L * length).asIntBuffer().put((int[]) value);
            case MessageDescriptor.LONGS -> out.next(8L * length).asLongBuffer().put((long[]) value);
            case MessageDescriptor.FLOATS ->
                out.next(4L * length).asFloatBuffer().put((float[]) value);
            case MessageDescriptor.DOUBLES ->
                out.next(8L * length).asDoubleBuffer().put((double[]) value);
            default -> throw new IllegalStateException("no array has tag " + tag);
        }
    }

    private static void writeBooleans(MessageOutput out, boolean[] values) {
        byte[] bytes = out.reserve(values.length);
        int at = out.position();
        for (boolean value : values) {
            bytes[at++] = (byte) (value ? 1 : 0);
        }
        out.setPosition(at);
    }

    @Override
    @Nullable
    Object read(CodecKryo kryo) {
        MessageInput in = kryo.in;
        return switch (tag) {
            case MessageDescriptor.BYTES -> in.readBytes(in.readCount(1));
            case MessageDescriptor.BOOLEANS -> readBooleans(in);
            case MessageDescriptor.CHARS -> {
                char[] values = new char[in.readCount(2)];
                in.next(2 * values.length).asCharBuffer().get(values);
                yield values;
            }
            case MessageDescriptor.SHORTS -> {
                short[] values = new short[in.readCount(2)];
                in.next(2 * values.length).asShortBuffer().get(values);
                yield values;
            }
            case MessageDescriptor.INTS -> {
                int[] values = new int[in.readCount(4)];
                in.next(4 * values.length).asIntBuffer().get(values);
                yield values;
            }
            case MessageDescriptor.LONGS -> {
                long[] values = new long[in.readCount(8)];
                in.next(8 * values.length).asLongBuffer().get(values);
                yield values;
            }
            case MessageDescriptor.FLOATS -> {
                float[] values = new float[in.readCount(4)];
                in.next(4 * values.length).asFloatBuffer().get(values);
                yield values;
            }
            case MessageDescriptor.DOUBLES -> {
                double[] values = new double[in.readCount(8)];
                in.next(8 * values.length).asDoubleBuffer().get(values);
                yield values;
            }
            default -> throw new Damage("unknown tag " + tag);
        };
    }

    private static boolean[] readBooleans(MessageInput in) {
        boolean[] values = new boolean[in.readCount(1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readByte() != 0;
        }
        return values;
    }
}
