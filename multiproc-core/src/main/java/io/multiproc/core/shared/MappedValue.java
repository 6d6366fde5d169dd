package io.multiproc.core.shared;

import io.multiproc.sync.ProcessLock;
import org.jspecify.annotations.Nullable;

/**
 * A single value: what is the same for all types. How it is read and changed, without boxes, is in the subclasses; what
 * has less than 32 bits is kept as an int.
 *
 * @param <S> its type, as programs see it
 */
abstract class MappedValue<S> extends SharedObject<S> {

    MappedValue(Kind kind, Part part, @Nullable ProcessLock lock) {
        super(kind, part, lock);
    }

    /** The value in a box. */
    abstract Object boxed();

    /** Its type and value. */
    @Override
    public final String toString() {
        return kind().type() + "(" + boxed() + ")";
    }
}
