package io.multiproc.core.shared;

import io.multiproc.shared.SharedShort;
import io.multiproc.sync.ProcessLock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole number of 16 bits in a part of shared memory, as an int. */
final class MappedShort extends SharedObject implements SharedShort {

    MappedShort(Part part, @Nullable ProcessLock lock) {
        super(Kind.SHORT, part, lock);
    }

    @Override
    public short get() {
        return (short) part().getIntVolatile(0);
    }

    @Override
    public void set(short value) {
        part().setIntVolatile(0, value);
    }

    @Override
    public short getAndSet(short value) {
        return (short) part().getAndSetInt(0, value);
    }

    @Override
    public boolean compareAndSet(short expected, short value) {
        return part().compareAndSetInt(0, expected, value);
    }

    @Override
    public short getAndAdd(short delta) {
        short before;
        do {
            before = get();
        } while (!compareAndSet(before, (short) (before + delta)));
        return before;
    }

    @Override
    public SharedShort withLock(ProcessLock lock) {
        return new MappedShort(part(), Objects.requireNonNull(lock, "lock"));
    }

    /** The value. */
    @Override
    public String toString() {
        return "SharedShort(" + get() + ")";
    }
}
