package io.multiproc.core.shared;

import io.multiproc.shared.SharedFloatArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** An array of floating point numbers of 32 bits in a part of shared memory. */
final class MappedFloatArray extends MappedArray<float[], Float, SharedFloatArray> implements SharedFloatArray {

    MappedFloatArray(Part part, @Nullable ProcessLock lock) {
        super(Kind.FLOAT_ARRAY, part, lock);
    }

    @Override
    public float get(int index) {
        return Float.intBitsToFloat(part().getIntAcquire(at(index)));
    }

    @Override
    public void set(int index, float value) {
        part().setIntRelease(at(index), Float.floatToRawIntBits(value));
    }

    @Override
    public boolean compareAndSet(int index, float expected, float value) {
        return part().compareAndSetInt(at(index), Float.floatToRawIntBits(expected), Float.floatToRawIntBits(value));
    }

    @Override
    public float getAndAdd(int index, float delta) {
        return part().getAndAddFloat(at(index), delta);
    }

    @Override
    public FloatBuffer buffer() {
        return pinnedMemory().asFloatBuffer();
    }

    @Override
    float[] newArray(int count) {
        return new float[count];
    }

    @Override
    Float boxed(int index) {
        return get(index);
    }

    @Override
    void read(ByteBuffer memory, int index, float[] into, int offset, int count) {
        memory.asFloatBuffer().get(index, into, offset, count);
    }

    @Override
    void write(ByteBuffer memory, int index, float[] from, int offset, int count) {
        memory.asFloatBuffer().put(index, from, offset, count);
    }
}
