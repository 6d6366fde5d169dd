package io.multiproc.core.shared;

import io.multiproc.shared.SharedBooleanArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of booleans in a part of shared memory. */
final class MappedBooleanArray extends MappedArray<boolean[], Boolean, SharedBooleanArray>
        implements SharedBooleanArray {

    MappedBooleanArray(Part part, @Nullable ProcessLock lock) {
        super(Kind.BOOLEAN_ARRAY, part, lock);
    }

    @Override
    public boolean get(int index) {
        return part().getByteAcquire(at(index)) != 0;
    }

    @Override
    public void set(int index, boolean value) {
        part().setByteRelease(at(index), (byte) (value ? 1 : 0));
    }

    @Override
    boolean[] newArray(int count) {
        return new boolean[count];
    }

    @Override
    Boolean boxed(int index) {
        return get(index);
    }

    @Override
    void read(ByteBuffer memory, int index, boolean[] into, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, into.length);
        for (int i = 0; i < count; i++) {
            into[offset + i] = memory.get(index + i) != 0;
        }
    }

    @Override
    void write(ByteBuffer memory, int index, boolean[] from, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, from.length);
        for (int i = 0; i < count; i++) {
            memory.put(index + i, (byte) (from[offset + i] ? 1 : 0));
        }
    }
}
