package io.multiproc.core.shared;

import io.multiproc.shared.SharedFloatArray;
import io.multiproc.sync.ProcessLock;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of floating point numbers of 32 bits in a part of shared memory. */
final class MappedFloatArray extends SharedObject implements SharedFloatArray {

    MappedFloatArray(Part part, @Nullable ProcessLock lock) {
        super(part, lock);
    }

    @Override
    Kind kind() {
        return Kind.FLOAT_ARRAY;
    }

    @Override
    public int length() {
        return part().bytes() / Float.BYTES;
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
        float before;
        do {
            before = get(index);
        } while (!compareAndSet(index, before, before + delta));
        return before;
    }

    @Override
    public float[] toArray() {
        return slice(0, length());
    }

    @Override
    public float[] slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        float[] copy = new float[to - from];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void put(int index, float[] values) {
        put(index, values, 0, values.length);
    }

    @Override
    public void get(int index, float[] into, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asFloatBuffer().get(index, into, offset, count);
        part().keep();
    }

    @Override
    public void put(int index, float[] from, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asFloatBuffer().put(index, from, offset, count);
        part().keep();
    }

    @Override
    public FloatBuffer buffer() {
        FloatBuffer buffer = part().memory().asFloatBuffer();
        part().pin(); // the buffer does not keep this object from being garbage
        return buffer;
    }

    @Override
    public SharedFloatArray withLock(ProcessLock lock) {
        return new MappedFloatArray(part(), Objects.requireNonNull(lock, "lock"));
    }

    @Override
    public Iterator<Float> iterator() {
        return new Indexed<>(length(), this::get);
    }

    @Override
    public void close() {
        part().close();
    }

    /** The elements, or the first of them. */
    @Override
    public String toString() {
        return Indexed.toString("SharedFloatArray", part(), length(), this::get);
    }

    private int at(int index) {
        return Objects.checkIndex(index, length()) * Float.BYTES;
    }
}
