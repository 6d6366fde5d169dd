package io.multiproc.managers;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of values in a manager's server.
 *
 * <pre>{@code
 * ManagedArray<Double> row = manager.array(List.of(1.0, 2.0, 3.0));
 * row.set(0, 0.5);
 * }</pre>
 *
 * <p>May be used by any thread of any process; each method is atomic. All of them throw {@link ManagerClosedException}
 * when the server is gone.
 *
 * @param <E> type of the values
 * @python multiprocessing.managers.Array
 */
public interface ManagedArray<E extends @Nullable Object> {

    /** The number of values. */
    int length();

    /**
     * A copy of one value.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not less than the length
     */
    E get(int index);

    /**
     * Sets one value.
     *
     * @throws IndexOutOfBoundsException if the index is negative or not less than the length
     */
    void set(int index, E value);

    /**
     * Copies of the values from an index on to another, which is not included.
     *
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    List<E> slice(int from, int to);

    /** Copies of all values. */
    default List<E> toList() {
        return slice(0, length());
    }
}
