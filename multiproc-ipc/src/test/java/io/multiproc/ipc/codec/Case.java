package io.multiproc.ipc.codec;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that must cross, and what to compare of it.
 *
 * @param view what of the value has an {@code equals}
 * @param sameClass whether the class must arrive too; not so for views of collections
 */
record Case(String name, @Nullable Object value, Function<Object, @Nullable Object> view, boolean sameClass) {

    /** A value whose {@code equals} says all. */
    static Case of(String name, @Nullable Object value) {
        return new Case(name, value, o -> o, true);
    }

    /** A value of which a part or a projection is compared. */
    @SuppressWarnings("unchecked")
    static <T> Case of(String name, T value, Function<T, @Nullable Object> view) {
        return new Case(name, value, (Function<Object, @Nullable Object>) view, true);
    }

    /** A value that arrives as an equal one of a class of its own. */
    static Case copied(String name, Object value) {
        return new Case(name, value, o -> o, false);
    }

    /** A value that arrives as one of another class. */
    @SuppressWarnings("unchecked")
    static <T> Case copied(String name, T value, Function<T, @Nullable Object> view) {
        return new Case(name, value, (Function<Object, @Nullable Object>) view, false);
    }

    @Override
    public String toString() {
        return name;
    }
}
