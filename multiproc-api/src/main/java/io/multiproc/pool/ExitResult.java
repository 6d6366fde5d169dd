package io.multiproc.pool;

import org.jspecify.annotations.Nullable;

/**
 * What the exit hook of one worker has come to; see {@link ProcessPool#exitResults()}. Immutable.
 *
 * @param worker the worker's name
 * @param pid its process id
 * @param value what the hook returned; null also if it failed
 * @param failure what the hook threw, with a suppressed or enclosing {@link RemoteTaskException} that has the remote
 *     stack; or why its result cannot be read; null if it returned
 */
public record ExitResult(
        String worker,
        long pid,
        @Nullable Object value,
        @Nullable Throwable failure) {

    /**
     * The value, as that type.
     *
     * @throws IllegalStateException if the hook failed, with its failure as the cause; or if the value is null or of
     *     another type
     */
    public <R> R value(Class<R> type) {
        if (failure != null) {
            throw new IllegalStateException("the exit hook of " + worker + " failed: " + failure, failure);
        }
        if (!type.isInstance(value)) {
            throw new IllegalStateException(
                    "the exit hook of " + worker + " returned something else: wanted=" + type.getName() + ", returned="
                            + (value == null ? "null" : value.getClass().getName()));
        }
        return type.cast(value);
    }
}
