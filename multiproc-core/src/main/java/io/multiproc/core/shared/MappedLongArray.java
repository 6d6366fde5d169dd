package io.multiproc.core.shared;

import io.multiproc.shared.SharedLongArray;
import io.multiproc.sync.ProcessLock;
import java.nio.LongBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of whole numbers of 64 bits in a part of shared memory. */
final class MappedLongArray extends SharedObject implements SharedLongArray {

    MappedLongArray(Part part, @Nullable ProcessLock lock) {
        super(part, lock);
    }

    @Override
    Kind kind() {
        return Kind.LONG_ARRAY;
    }

    @Override
    public int length() {
        return part().bytes() / Long.BYTES;
    }

    @Override
    public long get(int index) {
        return part().getLongAcquire(at(index));
    }

    @Override
    public void set(int index, long value) {
        part().setLongRelease(at(index), value);
    }

    @Override
    public boolean compareAndSet(int index, long expected, long value) {
        return part().compareAndSetLong(at(index), expected, value);
    }

    @Override
    public long getAndAdd(int index, long delta) {
        return part().getAndAddLong(at(index), delta);
    }

    @Override
    public long[] toArray() {
        return slice(0, length());
    }

    @Override
    public long[] slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        long[] copy = new long[to - from];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void put(int index, long[] values) {
        put(index, values, 0, values.length);
    }

    @Override
    public void get(int index, long[] into, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asLongBuffer().get(index, into, offset, count);
        part().keep();
    }

    @Override
    public void put(int index, long[] from, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asLongBuffer().put(index, from, offset, count);
        part().keep();
    }

    @Override
    public LongBuffer buffer() {
        LongBuffer buffer = part().memory().asLongBuffer();
        part().pin(); // the buffer does not keep this object from being garbage
        return buffer;
    }

    @Override
    public SharedLongArray withLock(ProcessLock lock) {
        return new MappedLongArray(part(), Objects.requireNonNull(lock, "lock"));
    }

    @Override
    public Iterator<Long> iterator() {
        return new Indexed<>(length(), this::get);
    }

    @Override
    public void close() {
        part().close();
    }

    /** The elements, or the first of them. */
    @Override
    public String toString() {
        return Indexed.toString("SharedLongArray", part(), length(), this::get);
    }

    private int at(int index) {
        return Objects.checkIndex(index, length()) * Long.BYTES;
    }
}
