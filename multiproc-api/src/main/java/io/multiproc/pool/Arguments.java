package io.multiproc.pool;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call of a {@code starmap}, as Python's tuples of arguments.
 *
 * <pre>{@code
 * pool.starmap(Math::max, List.of(Arguments.of(1, 2), Arguments.of(7, 3)));   // [2, 7]
 * }</pre>
 *
 * <p>Immutable, but for what the arguments themselves allow. They may be null.
 *
 * @python multiprocessing.pool.Pool.starmap
 */
public final class Arguments {

    private Arguments() {}

    /** Two arguments for one call. */
    public static <A extends @Nullable Object, B extends @Nullable Object> Of2<A, B> of(A first, B second) {
        return new Of2<>(first, second);
    }

    /** Three arguments for one call. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Of3<A, B, C> of(
            A first, B second, C third) {
        return new Of3<>(first, second, third);
    }

    /** Four arguments for one call. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Of4<A, B, C, D> of(A first, B second, C third, D fourth) {
        return new Of4<>(first, second, third, fourth);
    }

    /** Five arguments for one call. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Of5<A, B, C, D, E> of(A first, B second, C third, D fourth, E fifth) {
        return new Of5<>(first, second, third, fourth, fifth);
    }

    /**
     * Two arguments.
     *
     * @param first the first argument
     * @param second the second argument
     */
    public record Of2<A extends @Nullable Object, B extends @Nullable Object>(A first, B second)
            implements Serializable {}

    /**
     * Three arguments.
     *
     * @param first the first argument
     * @param second the second argument
     * @param third the third argument
     */
    public record Of3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
            A first, B second, C third) implements Serializable {}

    /**
     * Four arguments.
     *
     * @param first the first argument
     * @param second the second argument
     * @param third the third argument
     * @param fourth the fourth argument
     */
    public record Of4<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>(
            A first, B second, C third, D fourth) implements Serializable {}

    /**
     * Five arguments.
     *
     * @param first the first argument
     * @param second the second argument
     * @param third the third argument
     * @param fourth the fourth argument
     * @param fifth the fifth argument
     */
    public record Of5<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>(
            A first, B second, C third, D fourth, E fifth) implements Serializable {}
}
