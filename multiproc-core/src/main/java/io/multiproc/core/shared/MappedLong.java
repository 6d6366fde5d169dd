package io.multiproc.core.shared;

import io.multiproc.shared.SharedLong;
import io.multiproc.sync.ProcessLock;
import org.jspecify.annotations.Nullable;

/** A whole number of 64 bits in a part of shared memory. */
final class MappedLong extends MappedValue<SharedLong> implements SharedLong {

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
    Object boxed() {
        return get();
    }
}
