package io.multiproc.ipc.codec;

import io.multiproc.function.SerializableCallable;
import io.multiproc.reduction.Reducer;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a type of the program's, which travel as a function that makes them again.
 *
 * <p>The receiver need not know the reducer: any of these restores what another one has reduced.
 */
final class ReducerReduction<T> implements Reduction<T> {

    /** Not the name of a class, so that a peer that filters classes can never be told to allow it. */
    static final String NAME = "(reducer)";

    private final Class<T> type;
    private final Reducer<T> reducer;

    ReducerReduction(Class<T> type, Reducer<T> reducer) {
        this.type = type;
        this.reducer = reducer;
    }

    /** The receiver's. */
    static Reduction<?> restoring() {
        return new ReducerReduction<>(Object.class, value -> () -> value);
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    public String restoredBy() {
        return NAME;
    }

    @Override
    public Object reduce(T value) throws Exception {
        SerializableCallable<? extends T> again = reducer.reduce(value);
        if (again == null) {
            throw new IllegalStateException("the reducer for " + type.getName() + " gave null");
        }
        return again;
    }

    @Override
    @SuppressWarnings("unchecked") // the sender's reducer has made it
    public T restore(@Nullable Object standIn) throws Exception {
        if (standIn instanceof SerializableCallable<?> again) {
            return (T) again.call();
        }
        throw new IllegalStateException("no function stands for an object that a reducer has replaced");
    }
}
