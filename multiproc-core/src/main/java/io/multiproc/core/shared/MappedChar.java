package io.multiproc.core.shared;

import io.multiproc.shared.SharedChar;
import io.multiproc.sync.ProcessLock;
import org.jspecify.annotations.Nullable;

/** A char of UTF-16 in a part of shared memory, as an int. */
final class MappedChar extends MappedValue<SharedChar> implements SharedChar {

    MappedChar(Part part, @Nullable ProcessLock lock) {
        super(Kind.CHAR, part, lock);
    }

    @Override
    public char get() {
        return (char) part().getIntVolatile(0);
    }

    @Override
    public void set(char value) {
        part().setIntVolatile(0, value);
    }

    @Override
    public char getAndSet(char value) {
        return (char) part().getAndSetInt(0, value);
    }

    @Override
    public boolean compareAndSet(char expected, char value) {
        return part().compareAndSetInt(0, expected, value);
    }

    @Override
    Object boxed() {
        return get();
    }
}
