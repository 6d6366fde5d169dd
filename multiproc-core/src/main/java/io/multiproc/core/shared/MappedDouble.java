package io.multiproc.core.shared;

import io.multiproc.shared.SharedDouble;
import io.multiproc.sync.ProcessLock;
import org.jspecify.annotations.Nullable;

/** A floating point number of 64 bits in a part of shared memory, as a long. */
final class MappedDouble extends MappedValue<SharedDouble> implements SharedDouble {

    MappedDouble(Part part, @Nullable ProcessLock lock) {
        super(Kind.DOUBLE, part, lock);
    }

    @Override
    public double get() {
        return Double.longBitsToDouble(part().getLongVolatile(0));
    }

    @Override
    public void set(double value) {
        part().setLongVolatile(0, Double.doubleToRawLongBits(value));
    }

    @Override
    public double getAndSet(double value) {
        return Double.longBitsToDouble(part().getAndSetLong(0, Double.doubleToRawLongBits(value)));
    }

    @Override
    public boolean compareAndSet(double expected, double value) {
        return part().compareAndSetLong(0, Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(value));
    }

    @Override
    public double getAndAdd(double delta) {
        return part().getAndAddDouble(0, delta);
    }

    @Override
    Object boxed() {
        return get();
    }
}
