package io.multiproc.core.manager.heap;

import io.multiproc.function.SerializableFunction;
import io.multiproc.managers.ManagedValue;
import org.jspecify.annotations.Nullable;

/** A value in the server. Called with its lock held. */
@SuppressWarnings("NullAway") // null is a value like any other
final class HeapValue implements ManagedValue<@Nullable Object>, Copied {

    private @Nullable Object value;

    HeapValue(@Nullable Object initial) {
        this.value = initial;
    }

    @Override
    public @Nullable Object get() {
        return value;
    }

    @Override
    public void set(@Nullable Object value) {
        this.value = value;
    }

    @Override
    public @Nullable Object update(SerializableFunction<@Nullable Object, @Nullable Object> function) throws Exception {
        value = function.apply(value);
        return value;
    }

    @Override
    @SuppressWarnings("NullAway") // the copy of null is null
    public Object copy() {
        return value;
    }

    /** The value. */
    @Override
    public String toString() {
        return "Value(" + value + ")";
    }
}
