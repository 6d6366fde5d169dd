package io.multiproc.core.shared;

import io.multiproc.shared.ShareableList;
import io.multiproc.shared.SharedBoolean;
import io.multiproc.shared.SharedBooleanArray;
import io.multiproc.shared.SharedByte;
import io.multiproc.shared.SharedByteArray;
import io.multiproc.shared.SharedChar;
import io.multiproc.shared.SharedCharArray;
import io.multiproc.shared.SharedDouble;
import io.multiproc.shared.SharedDoubleArray;
import io.multiproc.shared.SharedFloat;
import io.multiproc.shared.SharedFloatArray;
import io.multiproc.shared.SharedInt;
import io.multiproc.shared.SharedIntArray;
import io.multiproc.shared.SharedLong;
import io.multiproc.shared.SharedLongArray;
import io.multiproc.shared.SharedMemory;
import io.multiproc.shared.SharedMemoryManager;
import io.multiproc.shared.SharedObjects;
import io.multiproc.shared.SharedShort;
import io.multiproc.shared.SharedShortArray;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Makes all that the api has in shared memory. */
public class MappedObjects implements SharedObjects {

    /** Has no state. */
    protected MappedObjects() {}

    @Override
    public SharedInt sharedInt(int value) {
        MappedInt made = new MappedInt(allocate(1, Long.BYTES), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedLong sharedLong(long value) {
        MappedLong made = new MappedLong(allocate(1, Long.BYTES), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedDouble sharedDouble(double value) {
        MappedDouble made = new MappedDouble(allocate(1, Long.BYTES), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedBoolean sharedBoolean(boolean value) {
        MappedBoolean made = new MappedBoolean(allocate(1, Long.BYTES), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedByte sharedByte(byte value) {
        MappedByte made = new MappedByte(allocate(1, Long.BYTES), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedShort sharedShort(short value) {
        MappedShort made = new MappedShort(allocate(1, Long.BYTES), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedChar sharedChar(char value) {
        MappedChar made = new MappedChar(allocate(1, Long.BYTES), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedFloat sharedFloat(float value) {
        MappedFloat made = new MappedFloat(allocate(1, Long.BYTES), null);
        made.set(value);
        return made;
    }

    @Override
    public SharedIntArray sharedIntArray(int length) {
        return new MappedIntArray(allocate(length, Integer.BYTES), null);
    }

    @Override
    public SharedIntArray sharedIntArray(int[] values) {
        MappedIntArray array = new MappedIntArray(allocate(values.length, Integer.BYTES), null);
        array.put(0, values);
        return array;
    }

    @Override
    public SharedLongArray sharedLongArray(int length) {
        return new MappedLongArray(allocate(length, Long.BYTES), null);
    }

    @Override
    public SharedLongArray sharedLongArray(long[] values) {
        MappedLongArray array = new MappedLongArray(allocate(values.length, Long.BYTES), null);
        array.put(0, values);
        return array;
    }

    @Override
    public SharedDoubleArray sharedDoubleArray(int length) {
        return new MappedDoubleArray(allocate(length, Double.BYTES), null);
    }

    @Override
    public SharedDoubleArray sharedDoubleArray(double[] values) {
        MappedDoubleArray array = new MappedDoubleArray(allocate(values.length, Double.BYTES), null);
        array.put(0, values);
        return array;
    }

    @Override
    public SharedBooleanArray sharedBooleanArray(int length) {
        return new MappedBooleanArray(allocate(length, 1), null);
    }

    @Override
    public SharedBooleanArray sharedBooleanArray(boolean[] values) {
        MappedBooleanArray array = new MappedBooleanArray(allocate(values.length, 1), null);
        array.put(0, values);
        return array;
    }

    @Override
    public SharedByteArray sharedByteArray(int length) {
        return new MappedByteArray(allocate(length, 1), null);
    }

    @Override
    public SharedByteArray sharedByteArray(byte[] values) {
        MappedByteArray array = new MappedByteArray(allocate(values.length, 1), null);
        array.put(0, values);
        return array;
    }

    @Override
    public SharedShortArray sharedShortArray(int length) {
        return new MappedShortArray(allocate(length, Short.BYTES), null);
    }

    @Override
    public SharedShortArray sharedShortArray(short[] values) {
        MappedShortArray array = new MappedShortArray(allocate(values.length, Short.BYTES), null);
        array.put(0, values);
        return array;
    }

    @Override
    public SharedCharArray sharedCharArray(int length) {
        return new MappedCharArray(allocate(length, Character.BYTES), null);
    }

    @Override
    public SharedCharArray sharedCharArray(char[] values) {
        MappedCharArray array = new MappedCharArray(allocate(values.length, Character.BYTES), null);
        array.put(0, values);
        return array;
    }

    @Override
    public SharedFloatArray sharedFloatArray(int length) {
        return new MappedFloatArray(allocate(length, Float.BYTES), null);
    }

    @Override
    public SharedFloatArray sharedFloatArray(float[] values) {
        MappedFloatArray array = new MappedFloatArray(allocate(values.length, Float.BYTES), null);
        array.put(0, values);
        return array;
    }

    @Override
    public SharedMemory createSharedMemory(long size) {
        return SharedBlocks.create(size, BlockNames::random);
    }

    @Override
    public SharedMemory createSharedMemory(String name, long size) {
        return SharedBlocks.create(name, size);
    }

    @Override
    public SharedMemory attachSharedMemory(String name) {
        return SharedBlocks.attach(name);
    }

    @Override
    public ShareableList shareableList(@Nullable Object... elements) {
        return shareableList(Arrays.asList(elements));
    }

    @Override
    public ShareableList shareableList(Collection<? extends @Nullable Object> elements) {
        return PackedList.create(elements, size -> SharedBlocks.create(size, BlockNames::random));
    }

    @Override
    public ShareableList shareableList(String name, Collection<? extends @Nullable Object> elements) {
        return PackedList.create(elements, size -> SharedBlocks.create(name, size));
    }

    @Override
    public ShareableList attachShareableList(String name) {
        return PackedList.attach(SharedBlocks.attach(name));
    }

    @Override
    public SharedMemoryManager sharedMemoryManager() {
        return new OwnedMemory();
    }

    private static Part allocate(int length, int bytesEach) {
        long bytes = (long) length * bytesEach;
        if (length < 0 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("length must be between 0 and " + Integer.MAX_VALUE / bytesEach
                    + ": length=" + length + " (use several arrays, or a block of shared memory)");
        }
        return Storage.local().allocate((int) bytes);
    }
}
