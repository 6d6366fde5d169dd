package io.multiproc.core.manager.heap;

import io.multiproc.managers.ManagedArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array in the server. Called with its lock held. */
@SuppressWarnings("NullAway") // null is a value like any other
final class HeapArray implements ManagedArray<@Nullable Object>, Copied {

    private final @Nullable Object[] values;

    HeapArray(Collection<?> initial) {
        this.values = initial.toArray();
    }

    @Override
    public int length() {
        return values.length;
    }

    @Override
    public @Nullable Object get(int index) {
        return values[Objects.checkIndex(index, values.length)];
    }

    @Override
    public void set(int index, @Nullable Object value) {
        values[Objects.checkIndex(index, values.length)] = value;
    }

    @Override
    public List<@Nullable Object> slice(int from, int to) {
        return new ArrayList<>(Arrays.asList(values).subList(from, to));
    }

    @Override
    public Object copy() {
        return slice(0, values.length);
    }

    /** The values. */
    @Override
    public String toString() {
        return "Array(" + Arrays.toString(values) + ")";
    }
}
