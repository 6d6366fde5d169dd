package io.multiproc.core.shared;

import io.multiproc.shared.SharedIntArray;
import io.multiproc.sync.ProcessLock;
import java.nio.IntBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of whole numbers of 32 bits in a part of shared memory. */
final class MappedIntArray extends SharedObject implements SharedIntArray {

    MappedIntArray(Part part, @Nullable ProcessLock lock) {
        super(part, lock);
    }

    @Override
    Kind kind() {
        return Kind.INT_ARRAY;
    }

    @Override
    public int length() {
        return part().bytes() / Integer.BYTES;
    }

    @Override
    public int get(int index) {
        return part().getIntAcquire(at(index));
    }

    @Override
    public void set(int index, int value) {
        part().setIntRelease(at(index), value);
    }

    @Override
    public boolean compareAndSet(int index, int expected, int value) {
        return part().compareAndSetInt(at(index), expected, value);
    }

    @Override
    public int getAndAdd(int index, int delta) {
        return part().getAndAddInt(at(index), delta);
    }

    @Override
    public int[] toArray() {
        return slice(0, length());
    }

    @Override
    public int[] slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        int[] copy = new int[to - from];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void put(int index, int[] values) {
        put(index, values, 0, values.length);
    }

    @Override
    public void get(int index, int[] into, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asIntBuffer().get(index, into, offset, count);
        part().keep();
    }

    @Override
    public void put(int index, int[] from, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asIntBuffer().put(index, from, offset, count);
        part().keep();
    }

    @Override
    public IntBuffer buffer() {
        IntBuffer buffer = part().memory().asIntBuffer();
        part().pin(); // the buffer does not keep this object from being garbage
        return buffer;
    }

    @Override
    public SharedIntArray withLock(ProcessLock lock) {
        return new MappedIntArray(part(), Objects.requireNonNull(lock, "lock"));
    }

    @Override
    public Iterator<Integer> iterator() {
        return new Indexed<>(length(), this::get);
    }

    @Override
    public void close() {
        part().close();
    }

    /** The elements, or the first of them. */
    @Override
    public String toString() {
        return Indexed.toString("SharedIntArray", part(), length(), this::get);
    }

    private int at(int index) {
        return Objects.checkIndex(index, length()) * Integer.BYTES;
    }
}
