package io.multiproc.core.shared;

import io.multiproc.shared.SharedFloat;
import io.multiproc.sync.ProcessLock;
import org.jspecify.annotations.Nullable;

/** A floating point number of 32 bits in a part of shared memory, as an int. */
final class MappedFloat extends MappedValue<SharedFloat> implements SharedFloat {

    MappedFloat(Part part, @Nullable ProcessLock lock) {
        super(Kind.FLOAT, part, lock);
    }

    @Override
    public float get() {
        return Float.intBitsToFloat(part().getIntVolatile(0));
    }

    @Override
    public void set(float value) {
        part().setIntVolatile(0, Float.floatToRawIntBits(value));
    }

    @Override
    public float getAndSet(float value) {
        return Float.intBitsToFloat(part().getAndSetInt(0, Float.floatToRawIntBits(value)));
    }

    @Override
    public boolean compareAndSet(float expected, float value) {
        return part().compareAndSetInt(0, Float.floatToRawIntBits(expected), Float.floatToRawIntBits(value));
    }

    @Override
    public float getAndAdd(float delta) {
        return part().getAndAddFloat(0, delta);
    }

    @Override
    Object boxed() {
        return get();
    }
}
