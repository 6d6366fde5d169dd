package io.multiproc.core.shared;

import io.multiproc.shared.SharedByteArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** An array of bytes in a part of shared memory. */
final class MappedByteArray extends MappedArray<byte[], Byte, SharedByteArray> implements SharedByteArray {

    MappedByteArray(Part part, @Nullable ProcessLock lock) {
        super(Kind.BYTE_ARRAY, part, lock);
    }

    @Override
    public byte get(int index) {
        return part().getByteAcquire(at(index));
    }

    @Override
    public void set(int index, byte value) {
        part().setByteRelease(at(index), value);
    }

    @Override
    public ByteBuffer buffer() {
        return pinnedMemory().slice().order(ByteOrder.nativeOrder());
    }

    @Override
    byte[] newArray(int count) {
        return new byte[count];
    }

    @Override
    Byte boxed(int index) {
        return get(index);
    }

    @Override
    void read(ByteBuffer memory, int index, byte[] into, int offset, int count) {
        memory.get(index, into, offset, count);
    }

    @Override
    void write(ByteBuffer memory, int index, byte[] from, int offset, int count) {
        memory.put(index, from, offset, count);
    }
}
