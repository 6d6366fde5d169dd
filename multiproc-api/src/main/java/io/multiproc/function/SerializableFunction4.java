package io.multiproc.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A pool task with four arguments.
 *
 * <p>Lambdas and method references of this type can be sent to other processes, together with what they capture. A
 * static method is the best choice: an instance method takes its whole object along.
 *
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <C> type of the third argument
 * @param <D> type of the fourth argument
 * @param <R> type of the result
 */
@FunctionalInterface
public interface SerializableFunction4<
                A extends @Nullable Object,
                B extends @Nullable Object,
                C extends @Nullable Object,
                D extends @Nullable Object,
                R extends @Nullable Object>
        extends Serializable {

    /**
     * Runs the function.
     *
     * @return the result
     * @throws Exception whatever the function throws; it crosses to the process that waits for the outcome
     */
    R apply(A first, B second, C third, D fourth) throws Exception;
}
