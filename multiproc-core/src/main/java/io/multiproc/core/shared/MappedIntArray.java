package io.multiproc.core.shared;

import io.multiproc.shared.SharedIntArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;

/** An array of whole numbers of 32 bits in a part of shared memory. */
final class MappedIntArray extends MappedArray<int[], Integer, SharedIntArray> implements SharedIntArray {

    MappedIntArray(Part part, @Nullable ProcessLock lock) {
        super(Kind.INT_ARRAY, part, lock);
    }

    @Override
    public int get(int index) {
        return part().getIntAcquire(at(index));
    }

    @Override
    public void set(int index, int value) {
        part().setIntRelease(at(index), value);
    }

    @Override
    public boolean compareAndSet(int index, int expected, int value) {
        return part().compareAndSetInt(at(index), expected, value);
    }

    @Override
    public int getAndAdd(int index, int delta) {
        return part().getAndAddInt(at(index), delta);
    }

    @Override
    public IntBuffer buffer() {
        return pinnedMemory().asIntBuffer();
    }

    @Override
    int[] newArray(int count) {
        return new int[count];
    }

    @Override
    Integer boxed(int index) {
        return get(index);
    }

    @Override
    void read(ByteBuffer memory, int index, int[] into, int offset, int count) {
        memory.asIntBuffer().get(index, into, offset, count);
    }

    @Override
    void write(ByteBuffer memory, int index, int[] from, int offset, int count) {
        memory.asIntBuffer().put(index, from, offset, count);
    }
}
