package io.multiproc.core.shared;

import io.multiproc.shared.SharedByte;
import io.multiproc.sync.ProcessLock;
import org.jspecify.annotations.Nullable;

/** A whole number of 8 bits in a part of shared memory, as an int. */
final class MappedByte extends MappedValue<SharedByte> implements SharedByte {

    MappedByte(Part part, @Nullable ProcessLock lock) {
        super(Kind.BYTE, part, lock);
    }

    @Override
    public byte get() {
        return (byte) part().getIntVolatile(0);
    }

    @Override
    public void set(byte value) {
        part().setIntVolatile(0, value);
    }

    @Override
    public byte getAndSet(byte value) {
        return (byte) part().getAndSetInt(0, value);
    }

    @Override
    public boolean compareAndSet(byte expected, byte value) {
        return part().compareAndSetInt(0, expected, value);
    }

    @Override
    public byte getAndAdd(byte delta) {
        return (byte) part().getAndAddNarrow(0, delta, Byte.SIZE);
    }

    @Override
    Object boxed() {
        return get();
    }
}
