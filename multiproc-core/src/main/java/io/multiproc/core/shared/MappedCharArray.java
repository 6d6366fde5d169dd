package io.multiproc.core.shared;

import io.multiproc.shared.SharedCharArray;
import io.multiproc.sync.ProcessLock;
import java.nio.CharBuffer;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of chars of UTF-16 in a part of shared memory. */
final class MappedCharArray extends SharedObject implements SharedCharArray {

    MappedCharArray(Part part, @Nullable ProcessLock lock) {
        super(part, lock);
    }

    @Override
    Kind kind() {
        return Kind.CHAR_ARRAY;
    }

    @Override
    public int length() {
        return part().bytes() / Character.BYTES;
    }

    @Override
    public char get(int index) {
        return part().getCharAcquire(at(index));
    }

    @Override
    public void set(int index, char value) {
        part().setCharRelease(at(index), value);
    }

    @Override
    public char[] toArray() {
        return slice(0, length());
    }

    @Override
    public char[] slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length());
        char[] copy = new char[to - from];
        get(from, copy, 0, copy.length);
        return copy;
    }

    @Override
    public void put(int index, char[] values) {
        put(index, values, 0, values.length);
    }

    @Override
    public void get(int index, char[] into, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asCharBuffer().get(index, into, offset, count);
        part().keep();
    }

    @Override
    public void put(int index, char[] from, int offset, int count) {
        Objects.checkFromIndexSize(index, count, length());
        part().memory().asCharBuffer().put(index, from, offset, count);
        part().keep();
    }

    @Override
    public CharBuffer buffer() {
        CharBuffer buffer = part().memory().asCharBuffer();
        part().pin(); // the buffer does not keep this object from being garbage
        return buffer;
    }

    @Override
    public SharedCharArray withLock(ProcessLock lock) {
        return new MappedCharArray(part(), Objects.requireNonNull(lock, "lock"));
    }

    @Override
    public Iterator<Character> iterator() {
        return new Indexed<>(length(), this::get);
    }

    @Override
    public void close() {
        part().close();
    }

    /** The elements, or the first of them. */
    @Override
    public String toString() {
        return Indexed.toString("SharedCharArray", part(), length(), this::get);
    }

    private int at(int index) {
        return Objects.checkIndex(index, length()) * Character.BYTES;
    }
}
