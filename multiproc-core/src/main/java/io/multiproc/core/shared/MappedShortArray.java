package io.multiproc.core.shared;

import io.multiproc.shared.SharedShortArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/** An array of whole numbers of 16 bits in a part of shared memory. */
final class MappedShortArray extends MappedArray<short[], Short, SharedShortArray> implements SharedShortArray {

    MappedShortArray(Part part, @Nullable ProcessLock lock) {
        super(Kind.SHORT_ARRAY, part, lock);
    }

    @Override
    public short get(int index) {
        return part().getShortAcquire(at(index));
    }

    @Override
    public void set(int index, short value) {
        part().setShortRelease(at(index), value);
    }

    @Override
    public ShortBuffer buffer() {
        return pinnedMemory().asShortBuffer();
    }

    @Override
    short[] newArray(int count) {
        return new short[count];
    }

    @Override
    Short boxed(int index) {
        return get(index);
    }

    @Override
    void read(ByteBuffer memory, int index, short[] into, int offset, int count) {
        memory.asShortBuffer().get(index, into, offset, count);
    }

    @Override
    void write(ByteBuffer memory, int index, short[] from, int offset, int count) {
        memory.asShortBuffer().put(index, from, offset, count);
    }
}
