package io.multiproc.core.shared;

import io.multiproc.shared.SharedLongArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/** An array of whole numbers of 64 bits in a part of shared memory. */
final class MappedLongArray extends MappedArray<long[], Long, SharedLongArray> implements SharedLongArray {

    MappedLongArray(Part part, @Nullable ProcessLock lock) {
        super(Kind.LONG_ARRAY, part, lock);
    }

    @Override
    public long get(int index) {
        return part().getLongAcquire(at(index));
    }

    @Override
    public void set(int index, long value) {
        part().setLongRelease(at(index), value);
    }

    @Override
    public boolean compareAndSet(int index, long expected, long value) {
        return part().compareAndSetLong(at(index), expected, value);
    }

    @Override
    public long getAndAdd(int index, long delta) {
        return part().getAndAddLong(at(index), delta);
    }

    @Override
    public LongBuffer buffer() {
        return pinnedMemory().asLongBuffer();
    }

    @Override
    long[] newArray(int count) {
        return new long[count];
    }

    @Override
    Long boxed(int index) {
        return get(index);
    }

    @Override
    void read(ByteBuffer memory, int index, long[] into, int offset, int count) {
        memory.asLongBuffer().get(index, into, offset, count);
    }

    @Override
    void write(ByteBuffer memory, int index, long[] from, int offset, int count) {
        memory.asLongBuffer().put(index, from, offset, count);
    }
}
