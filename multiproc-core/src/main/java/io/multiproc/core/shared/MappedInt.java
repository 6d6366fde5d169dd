package io.multiproc.core.shared;

import io.multiproc.shared.SharedInt;
import io.multiproc.sync.ProcessLock;
import org.jspecify.annotations.Nullable;

/** A whole number of 32 bits in a part of shared memory. */
final class MappedInt extends MappedValue<SharedInt> implements SharedInt {

    MappedInt(Part part, @Nullable ProcessLock lock) {
        super(Kind.INT, part, lock);
    }

    @Override
    public int get() {
        return part().getIntVolatile(0);
    }

    @Override
    public void set(int value) {
        part().setIntVolatile(0, value);
    }

    @Override
    public int getAndSet(int value) {
        return part().getAndSetInt(0, value);
    }

    @Override
    public boolean compareAndSet(int expected, int value) {
        return part().compareAndSetInt(0, expected, value);
    }

    @Override
    public int getAndAdd(int delta) {
        return part().getAndAddInt(0, delta);
    }

    @Override
    Object boxed() {
        return get();
    }
}
