package io.multiproc.core.shared;

import io.multiproc.shared.SharedCharArray;
import io.multiproc.sync.ProcessLock;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/** An array of chars of UTF-16 in a part of shared memory. */
final class MappedCharArray extends MappedArray<char[], Character, SharedCharArray> implements SharedCharArray {

    MappedCharArray(Part part, @Nullable ProcessLock lock) {
        super(Kind.CHAR_ARRAY, part, lock);
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
    public CharBuffer buffer() {
        return pinnedMemory().asCharBuffer();
    }

    @Override
    char[] newArray(int count) {
        return new char[count];
    }

    @Override
    Character boxed(int index) {
        return get(index);
    }

    @Override
    void read(ByteBuffer memory, int index, char[] into, int offset, int count) {
        memory.asCharBuffer().get(index, into, offset, count);
    }

    @Override
    void write(ByteBuffer memory, int index, char[] from, int offset, int count) {
        memory.asCharBuffer().put(index, from, offset, count);
    }
}
