package io.multiproc.core.shared;

import io.multiproc.shared.SharedDoubleArray;
import io.multiproc.sync.ProcessLock;
import java.nio.DoubleBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of floating point numbers of 64 bits in a part of shared memory. */
final class MappedDoubleArray extends SharedObject implements SharedDoubleArray {

    MappedDoubleArray(Part part, @Nullable ProcessLock lock) {
        super(part, lock);
    }

    @Override
    Kind kind() {
        return Kind.DOUBLE_ARRAY;
    }

    @Override
    public int length() {
        return part().bytes() / Double.BYTES;
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
        double before;
        do {
            before = get(index);
        } while (!compareAndSet(index, before, before + delta));
        return before;
    }

    @Override
    public double[] toArray() {
        return slice(0, length());
    }

    @Override
    public double[] slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        double[] copy = new double[to - from];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void put(int index, double[] values) {
        put(index, values, 0, values.length);
    }

    @Override
    public void get(int index, double[] into, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asDoubleBuffer().get(index, into, offset, count);
        part().keep();
    }

    @Override
    public void put(int index, double[] from, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asDoubleBuffer().put(index, from, offset, count);
        part().keep();
    }

    @Override
    public DoubleBuffer buffer() {
        DoubleBuffer buffer = part().memory().asDoubleBuffer();
        part().pin(); // the buffer does not keep this object from being garbage
        return buffer;
    }

    @Override
    public SharedDoubleArray withLock(ProcessLock lock) {
        return new MappedDoubleArray(part(), Objects.requireNonNull(lock, "lock"));
    }

    @Override
    public Iterator<Double> iterator() {
        return new Indexed<>(length(), this::get);
    }

    @Override
    public void close() {
        part().close();
    }

    /** The elements, or the first of them. */
    @Override
    public String toString() {
        return Indexed.toString("SharedDoubleArray", part(), length(), this::get);
    }

    private int at(int index) {
        return Objects.checkIndex(index, length()) * Double.BYTES;
    }
}
