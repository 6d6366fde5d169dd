package io.multiproc.managers;

import io.multiproc.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * A value in a manager's server.
 *
 * <pre>{@code
 * ManagedValue<Integer> counter = manager.value(0);
 * counter.update(n -> n + 1);
 * }</pre>
 *
 * <p>May be used by any thread of any process; each method is atomic. All of them throw {@link ManagerClosedException}
 * when the server is gone.
 *
 * @param <T> type of the value
 * @python multiprocessing.managers.Value
 */
public interface ManagedValue<T extends @Nullable Object> {

    /** A copy of the value. */
    T get();

    /** Sets the value. */
    void set(T value);

    /**
     * Sets the value to what the function makes of it, and returns that. The function runs in the server, while nobody
     * else uses the value.
     *
     * @throws Exception whatever the function throws; the value is unchanged then
     */
    T update(SerializableFunction<T, T> function) throws Exception;
}
