package io.multiproc.core.shared;

import io.multiproc.shared.SharedShortArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ShortBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of whole numbers of 16 bits in a part of shared memory. */
final class MappedShortArray extends SharedObject implements SharedShortArray {

    MappedShortArray(Part part, @Nullable ProcessLock lock) {
        super(part, lock);
    }

    @Override
    Kind kind() {
        return Kind.SHORT_ARRAY;
    }

    @Override
    public int length() {
        return part().bytes() / Short.BYTES;
    }

    @Override
    public short get(int index) {
        return part().getShortAcquire(at(index));
    }

    @Override
    public void set(int index, short value) {
        part().setShortRelease(at(index), value);
    }

    @Override
    public short[] toArray() {
        return slice(0, length());
    }

    @Override
    public short[] slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        short[] copy = new short[to - from];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void put(int index, short[] values) {
        put(index, values, 0, values.length);
    }

    @Override
    public void get(int index, short[] into, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asShortBuffer().get(index, into, offset, count);
        part().keep();
    }

    @Override
    public void put(int index, short[] from, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asShortBuffer().put(index, from, offset, count);
        part().keep();
    }

    @Override
    public ShortBuffer buffer() {
        ShortBuffer buffer = part().memory().asShortBuffer();
        part().pin(); // the buffer does not keep this object from being garbage
        return buffer;
    }

    @Override
    public SharedShortArray withLock(ProcessLock lock) {
        return new MappedShortArray(part(), Objects.requireNonNull(lock, "lock"));
    }

    @Override
    public Iterator<Short> iterator() {
        return new Indexed<>(length(), this::get);
    }

    @Override
    public void close() {
        part().close();
    }

    /** The elements, or the first of them. */
    @Override
    public String toString() {
        return Indexed.toString("SharedShortArray", part(), length(), this::get);
    }

    private int at(int index) {
        return Objects.checkIndex(index, length()) * Short.BYTES;
    }
}
