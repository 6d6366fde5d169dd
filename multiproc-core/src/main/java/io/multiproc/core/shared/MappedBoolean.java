package io.multiproc.core.shared;

import io.multiproc.shared.SharedBoolean;
import io.multiproc.sync.ProcessLock;
import org.jspecify.annotations.Nullable;

/** A truth value in a part of shared memory, as an int. */
final class MappedBoolean extends MappedValue<SharedBoolean> implements SharedBoolean {

    MappedBoolean(Part part, @Nullable ProcessLock lock) {
        super(Kind.BOOLEAN, part, lock);
    }

    @Override
    public boolean get() {
        return part().getIntVolatile(0) != 0;
    }

    @Override
    public void set(boolean value) {
        part().setIntVolatile(0, (value ? 1 : 0));
    }

    @Override
    public boolean getAndSet(boolean value) {
        return part().getAndSetInt(0, (value ? 1 : 0)) != 0;
    }

    @Override
    public boolean compareAndSet(boolean expected, boolean value) {
        return part().compareAndSetInt(0, (expected ? 1 : 0), (value ? 1 : 0));
    }

    @Override
    Object boxed() {
        return get();
    }
}
