package io.multiproc.core.shared;

import io.multiproc.shared.SharedArray;
import io.multiproc.shared.SharedArrays;
import io.multiproc.shared.SharedBooleanArray;
import io.multiproc.shared.SharedByteArray;
import io.multiproc.shared.SharedCharArray;
import io.multiproc.shared.SharedDoubleArray;
import io.multiproc.shared.SharedFloatArray;
import io.multiproc.shared.SharedIntArray;
import io.multiproc.shared.SharedLongArray;
import io.multiproc.shared.SharedShortArray;

/** Makes arrays in shared memory. */
class MappedArrays implements SharedArrays {

    @Override
    public SharedIntArray sharedIntArray(int length) {
        return new MappedIntArray(allocate(length, Kind.INT_ARRAY), null);
    }

    @Override
    public SharedIntArray sharedIntArray(int[] values) {
        return filled(sharedIntArray(values.length), values);
    }

    @Override
    public SharedLongArray sharedLongArray(int length) {
        return new MappedLongArray(allocate(length, Kind.LONG_ARRAY), null);
    }

    @Override
    public SharedLongArray sharedLongArray(long[] values) {
        return filled(sharedLongArray(values.length), values);
    }

    @Override
    public SharedDoubleArray sharedDoubleArray(int length) {
        return new MappedDoubleArray(allocate(length, Kind.DOUBLE_ARRAY), null);
    }

    @Override
    public SharedDoubleArray sharedDoubleArray(double[] values) {
        return filled(sharedDoubleArray(values.length), values);
    }

    @Override
    public SharedBooleanArray sharedBooleanArray(int length) {
        return new MappedBooleanArray(allocate(length, Kind.BOOLEAN_ARRAY), null);
    }

    @Override
    public SharedBooleanArray sharedBooleanArray(boolean[] values) {
        return filled(sharedBooleanArray(values.length), values);
    }

    @Override
    public SharedByteArray sharedByteArray(int length) {
        return new MappedByteArray(allocate(length, Kind.BYTE_ARRAY), null);
    }

    @Override
    public SharedByteArray sharedByteArray(byte[] values) {
        return filled(sharedByteArray(values.length), values);
    }

    @Override
    public SharedShortArray sharedShortArray(int length) {
        return new MappedShortArray(allocate(length, Kind.SHORT_ARRAY), null);
    }

    @Override
    public SharedShortArray sharedShortArray(short[] values) {
        return filled(sharedShortArray(values.length), values);
    }

    @Override
    public SharedCharArray sharedCharArray(int length) {
        return new MappedCharArray(allocate(length, Kind.CHAR_ARRAY), null);
    }

    @Override
    public SharedCharArray sharedCharArray(char[] values) {
        return filled(sharedCharArray(values.length), values);
    }

    @Override
    public SharedFloatArray sharedFloatArray(int length) {
        return new MappedFloatArray(allocate(length, Kind.FLOAT_ARRAY), null);
    }

    @Override
    public SharedFloatArray sharedFloatArray(float[] values) {
        return filled(sharedFloatArray(values.length), values);
    }

    private static <A, S extends SharedArray<A, ?, S>> S filled(S array, A values) {
        array.put(0, values);
        return array;
    }

    private static Part allocate(int length, Kind kind) {
        long bytes = (long) length * kind.bytes();
        if (length < 0 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("length must be between 0 and " + Integer.MAX_VALUE / kind.bytes()
                    + ": length=" + length + " (use several arrays, or a block of shared memory)");
        }
        return Storage.local().allocate((int) bytes);
    }
}
