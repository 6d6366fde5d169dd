package io.multiproc.core.shared;

import io.multiproc.shared.SharedShort;
import io.multiproc.sync.ProcessLock;
import org.jspecify.annotations.Nullable;

/** A whole number of 16 bits in a part of shared memory, as an int. */
final class MappedShort extends MappedValue<SharedShort> implements SharedShort {

    MappedShort(Part part, @Nullable ProcessLock lock) {
        super(Kind.SHORT, part, lock);
    }

    @Override
    public short get() {
        return (short) part().getIntVolatile(0);
    }

    @Override
    public void set(short value) {
        part().setIntVolatile(0, value);
    }

    @Override
    public short getAndSet(short value) {
        return (short) part().getAndSetInt(0, value);
    }

    @Override
    public boolean compareAndSet(short expected, short value) {
        return part().compareAndSetInt(0, expected, value);
    }

    @Override
    public short getAndAdd(short delta) {
        return (short) part().getAndAddNarrow(0, delta, Short.SIZE);
    }

    @Override
    Object boxed() {
        return get();
    }
}
