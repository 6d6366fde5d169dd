package io.multiproc.core.pool.call;

import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import io.multiproc.function.SerializableFunction4;
import io.multiproc.function.SerializableFunction5;
import io.multiproc.function.SerializableTriFunction;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.PoolCalls;
import org.jspecify.annotations.Nullable;

/** The calls of one function each, with up to five arguments. */
abstract class SingleCalls implements PoolCalls {

    /** Hands a function and its arguments to the pool. */
    abstract <R extends @Nullable Object> AsyncResult<R> submit(@Nullable Object... functionAndArguments);

    @Override
    public <R extends @Nullable Object> AsyncResult<R> applyAsync(SerializableCallable<R> task) {
        return submit(task);
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> AsyncResult<R> applyAsync(
            SerializableFunction<A, R> function, A argument) {
        return submit(function, argument);
    }

    @Override
    public <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            AsyncResult<R> applyAsync(SerializableBiFunction<A, B, R> function, A first, B second) {
        return submit(function, first, second);
    }

    @Override
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<R> applyAsync(SerializableTriFunction<A, B, C, R> function, A first, B second, C third) {
        return submit(function, first, second, third);
    }

    @Override
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<R> applyAsync(
                    SerializableFunction4<A, B, C, D, R> function, A first, B second, C third, D fourth) {
        return submit(function, first, second, third, fourth);
    }

    @Override
    public <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            AsyncResult<R> applyAsync(
                    SerializableFunction5<A, B, C, D, E, R> function, A first, B second, C third, D fourth, E fifth) {
        return submit(function, first, second, third, fourth, fifth);
    }
}
