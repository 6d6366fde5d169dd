package io.multiproc.function;

import org.jspecify.annotations.Nullable;

/**
 * Functions of what returns nothing, for pools, whose functions return something.
 *
 * <pre>{@code
 * static void shrink(Path picture) throws IOException { … }
 *
 * pool.map(returningNothing(Main::shrink), pictures);                  // a list of nulls, as Python's of None
 * pool.applyAsync(returningNothing(Main::shrink), picture).get();
 * }</pre>
 *
 * <p>What they make can be sent to other processes if what they are given can. May be used by any thread.
 */
@SuppressWarnings("NullAway") // it does not see that the type argument of the result is nullable
public final class Functions {

    private Functions() {}

    /** A call of the action that returns null. */
    public static SerializableCallable<@Nullable Void> returningNothing(SerializableRunnable action) {
        return new OfNone(action);
    }

    /** A function that calls the action and returns null. */
    public static <A extends @Nullable Object> SerializableFunction<A, @Nullable Void> returningNothing(
            SerializableConsumer<A> action) {
        return new OfOne<>(action);
    }

    /** A function of two arguments that calls the action and returns null. */
    public static <A extends @Nullable Object, B extends @Nullable Object>
            SerializableBiFunction<A, B, @Nullable Void> returningNothing(SerializableBiConsumer<A, B> action) {
        return new OfTwo<>(action);
    }

    /** A function of three arguments that calls the action and returns null. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            SerializableTriFunction<A, B, C, @Nullable Void> returningNothing(SerializableTriConsumer<A, B, C> action) {
        return new OfThree<>(action);
    }

    /** A function of four arguments that calls the action and returns null. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            SerializableFunction4<A, B, C, D, @Nullable Void> returningNothing(
                    SerializableConsumer4<A, B, C, D> action) {
        return new OfFour<>(action);
    }

    /** A function of five arguments that calls the action and returns null. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            SerializableFunction5<A, B, C, D, E, @Nullable Void> returningNothing(
                    SerializableConsumer5<A, B, C, D, E> action) {
        return new OfFive<>(action);
    }

    private record OfNone(SerializableRunnable action) implements SerializableCallable<@Nullable Void> {

        @Override
        public @Nullable Void call() throws Exception {
            action.run();
            return null;
        }
    }

    private record OfOne<A extends @Nullable Object>(SerializableConsumer<A> action)
            implements SerializableFunction<A, @Nullable Void> {

        @Override
        public @Nullable Void apply(A argument) throws Exception {
            action.accept(argument);
            return null;
        }
    }

    private record OfTwo<A extends @Nullable Object, B extends @Nullable Object>(SerializableBiConsumer<A, B> action)
            implements SerializableBiFunction<A, B, @Nullable Void> {

        @Override
        public @Nullable Void apply(A first, B second) throws Exception {
            action.accept(first, second);
            return null;
        }
    }

    private record OfThree<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
            SerializableTriConsumer<A, B, C> action) implements SerializableTriFunction<A, B, C, @Nullable Void> {

        @Override
        public @Nullable Void apply(A first, B second, C third) throws Exception {
            action.accept(first, second, third);
            return null;
        }
    }

    private record OfFour<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>(
            SerializableConsumer4<A, B, C, D> action) implements SerializableFunction4<A, B, C, D, @Nullable Void> {

        @Override
        public @Nullable Void apply(A first, B second, C third, D fourth) throws Exception {
            action.accept(first, second, third, fourth);
            return null;
        }
    }

    private record OfFive<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>(
            SerializableConsumer5<A, B, C, D, E> action)
            implements SerializableFunction5<A, B, C, D, E, @Nullable Void> {

        @Override
        public @Nullable Void apply(A first, B second, C third, D fourth, E fifth) throws Exception {
            action.accept(first, second, third, fourth, fifth);
            return null;
        }
    }
}
