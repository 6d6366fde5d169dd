package io.multiproc.core.shared;

import io.multiproc.shared.SharedLong;
import io.multiproc.sync.ProcessLock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole number of 64 bits in a part of shared memory. */
final class MappedLong extends SharedObject implements SharedLong {

    MappedLong(Part part, @Nullable ProcessLock lock) {
        super(Kind.LONG, part, lock);
    }

    @Override
    public long get() {
        return part().getLongVolatile(0);
    }

    @Override
    public void set(long value) {
        part().setLongVolatile(0, value);
    }

    @Override
    public long getAndSet(long value) {
        return part().getAndSetLong(0, value);
    }

    @Override
    public boolean compareAndSet(long expected, long value) {
        return part().compareAndSetLong(0, expected, value);
    }

    @Override
    public long getAndAdd(long delta) {
        return part().getAndAddLong(0, delta);
    }

    @Override
    public SharedLong withLock(ProcessLock lock) {
        return new MappedLong(part(), Objects.requireNonNull(lock, "lock"));
    }

    /** The value. */
    @Override
    public String toString() {
        return "SharedLong(" + get() + ")";
    }
}
