package io.multiproc.core.shared;

import io.multiproc.shared.SharedInt;
import io.multiproc.sync.ProcessLock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole number of 32 bits in a part of shared memory. */
final class MappedInt extends SharedObject implements SharedInt {

    MappedInt(Part part, @Nullable ProcessLock lock) {
        super(Kind.INT, part, lock);
    }

    @Override
    public int get() {
        return part().getIntVolatile(0);
    }

    @Override
    public void set(int value) {
        part().setIntVolatile(0, value);
    }

    @Override
    public int getAndSet(int value) {
        return part().getAndSetInt(0, value);
    }

    @Override
    public boolean compareAndSet(int expected, int value) {
        return part().compareAndSetInt(0, expected, value);
    }

    @Override
    public int getAndAdd(int delta) {
        return part().getAndAddInt(0, delta);
    }

    @Override
    public SharedInt withLock(ProcessLock lock) {
        return new MappedInt(part(), Objects.requireNonNull(lock, "lock"));
    }

    /** The value. */
    @Override
    public String toString() {
        return "SharedInt(" + get() + ")";
    }
}
