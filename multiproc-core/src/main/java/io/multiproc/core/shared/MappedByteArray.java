package io.multiproc.core.shared;

import io.multiproc.shared.SharedByteArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of bytes in a part of shared memory. */
final class MappedByteArray extends SharedObject implements SharedByteArray {

    MappedByteArray(Part part, @Nullable ProcessLock lock) {
        super(part, lock);
    }

    @Override
    Kind kind() {
        return Kind.BYTE_ARRAY;
    }

    @Override
    public int length() {
        return part().bytes();
    }

    @Override
    public byte get(int index) {
        return part().getByteAcquire(at(index));
    }

    @Override
    public void set(int index, byte value) {
        part().setByteRelease(at(index), value);
    }

    @Override
    public byte[] toArray() {
        return slice(0, length());
    }

    @Override
    public byte[] slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        byte[] copy = new byte[to - from];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void put(int index, byte[] values) {
        put(index, values, 0, values.length);
    }

    @Override
    public void get(int index, byte[] into, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().get(index, into, offset, count);
        part().keep();
    }

    @Override
    public void put(int index, byte[] from, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().put(index, from, offset, count);
        part().keep();
    }

    @Override
    public ByteBuffer buffer() {
        ByteBuffer buffer = part().memory().slice().order(ByteOrder.nativeOrder());
        part().pin(); // the buffer does not keep this object from being garbage
        return buffer;
    }

    @Override
    public SharedByteArray withLock(ProcessLock lock) {
        return new MappedByteArray(part(), Objects.requireNonNull(lock, "lock"));
    }

    @Override
    public Iterator<Byte> iterator() {
        return new Indexed<>(length(), this::get);
    }

    @Override
    public void close() {
        part().close();
    }

    /** The elements, or the first of them. */
    @Override
    public String toString() {
        return Indexed.toString("SharedByteArray", part(), length(), this::get);
    }

    private int at(int index) {
        return Objects.checkIndex(index, length());
    }
}
