package io.multiproc.core.shared;

import io.multiproc.shared.SharedBooleanArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of booleans in a part of shared memory. */
final class MappedBooleanArray extends SharedObject implements SharedBooleanArray {

    MappedBooleanArray(Part part, @Nullable ProcessLock lock) {
        super(part, lock);
    }

    @Override
    Kind kind() {
        return Kind.BOOLEAN_ARRAY;
    }

    @Override
    public int length() {
        return part().bytes();
    }

    @Override
    public boolean get(int index) {
        return part().getByteAcquire(at(index)) != 0;
    }

    @Override
    public void set(int index, boolean value) {
        part().setByteRelease(at(index), (byte) (value ? 1 : 0));
    }

    @Override
    public boolean[] toArray() {
        return slice(0, length());
    }

    @Override
    public boolean[] slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        boolean[] copy = new boolean[to - from];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void put(int index, boolean[] values) {
        put(index, values, 0, values.length);
    }

    @Override
    public void get(int index, boolean[] into, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        Objects.checkFromIndexSize(offset, count, into.length);
        ByteBuffer memory = part().memory();
        for (int i = 0; i < count; i++) {
            into[offset + i] = memory.get(index + i) != 0;
        }
        part().keep();
    }

    @Override
    public void put(int index, boolean[] from, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        Objects.checkFromIndexSize(offset, count, from.length);
        ByteBuffer memory = part().memory();
        for (int i = 0; i < count; i++) {
            memory.put(index + i, (byte) (from[offset + i] ? 1 : 0));
        }
        part().keep();
    }

    @Override
    public SharedBooleanArray withLock(ProcessLock lock) {
        return new MappedBooleanArray(part(), Objects.requireNonNull(lock, "lock"));
    }

    @Override
    public Iterator<Boolean> iterator() {
        return new Indexed<>(length(), this::get);
    }

    @Override
    public void close() {
        part().close();
    }

    /** The elements, or the first of them. */
    @Override
    public String toString() {
        return Indexed.toString("SharedBooleanArray", part(), length(), this::get);
    }

    private int at(int index) {
        return Objects.checkIndex(index, length());
    }
}
