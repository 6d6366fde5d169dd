package io.multiproc.core.shared;

import io.multiproc.shared.SharedByte;
import io.multiproc.sync.ProcessLock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole number of 8 bits in a part of shared memory, as an int. */
final class MappedByte extends SharedObject implements SharedByte {

    MappedByte(Part part, @Nullable ProcessLock lock) {
        super(Kind.BYTE, part, lock);
    }

    @Override
    public byte get() {
        return (byte) part().getIntVolatile(0);
    }

    @Override
    public void set(byte value) {
        part().setIntVolatile(0, value);
    }

    @Override
    public byte getAndSet(byte value) {
        return (byte) part().getAndSetInt(0, value);
    }

    @Override
    public boolean compareAndSet(byte expected, byte value) {
        return part().compareAndSetInt(0, expected, value);
    }

    @Override
    public byte getAndAdd(byte delta) {
        byte before;
        do {
            before = get();
        } while (!compareAndSet(before, (byte) (before + delta)));
        return before;
    }

    @Override
    public SharedByte withLock(ProcessLock lock) {
        return new MappedByte(part(), Objects.requireNonNull(lock, "lock"));
    }

    /** The value. */
    @Override
    public String toString() {
        return "SharedByte(" + get() + ")";
    }
}
