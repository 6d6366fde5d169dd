package io.multiproc.core.shared;

import io.multiproc.shared.SharedDoubleArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import org.jspecify.annotations.Nullable;

/** An array of floating point numbers of 64 bits in a part of shared memory. */
final class MappedDoubleArray extends MappedArray<double[], Double, SharedDoubleArray> implements SharedDoubleArray {

    MappedDoubleArray(Part part, @Nullable ProcessLock lock) {
        super(Kind.DOUBLE_ARRAY, part, lock);
    }

    @Override
    public double get(int index) {
        return Double.longBitsToDouble(part().getLongAcquire(at(index)));
    }

    @Override
    public void set(int index, double value) {
        part().setLongRelease(at(index), Double.doubleToRawLongBits(value));
    }

    @Override
    public boolean compareAndSet(int index, double expected, double value) {
        return part().compareAndSetLong(
                        at(index), Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(value));
    }

    @Override
    public double getAndAdd(int index, double delta) {
        return part().getAndAddDouble(at(index), delta);
    }

    @Override
    public DoubleBuffer buffer() {
        return pinnedMemory().asDoubleBuffer();
    }

    @Override
    double[] newArray(int count) {
        return new double[count];
    }

    @Override
    Double boxed(int index) {
        return get(index);
    }

    @Override
    void read(ByteBuffer memory, int index, double[] into, int offset, int count) {
        memory.asDoubleBuffer().get(index, into, offset, count);
    }

    @Override
    void write(ByteBuffer memory, int index, double[] from, int offset, int count) {
        memory.asDoubleBuffer().put(index, from, offset, count);
    }
}
