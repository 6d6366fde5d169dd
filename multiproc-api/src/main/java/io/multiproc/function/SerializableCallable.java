package io.multiproc.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A pool task without arguments.
 *
 * <p>Lambdas and method references of this type can be sent to other processes, together with what they capture. A
 * static method is the best choice: an instance method takes its whole object along.
 *
 * @param <R> type of the result
 */
@FunctionalInterface
public interface SerializableCallable<R extends @Nullable Object> extends Serializable {

    /**
     * Runs the function.
     *
     * @return the result
     * @throws Exception whatever the function throws; it crosses to the process that waits for the outcome
     */
    R call() throws Exception;
}
