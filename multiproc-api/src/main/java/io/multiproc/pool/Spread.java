package io.multiproc.pool;

import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableFunction;
import io.multiproc.function.SerializableFunction4;
import io.multiproc.function.SerializableFunction5;
import io.multiproc.function.SerializableTriFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions of several arguments as functions of {@link Arguments}, which is how they travel. */
final class Spread {

    private Spread() {}

    static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            SerializableFunction<Arguments.Of2<A, B>, R> of(
                    SerializableBiFunction<? super A, ? super B, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return arguments -> function.apply(arguments.first(), arguments.second());
    }

    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            SerializableFunction<Arguments.Of3<A, B, C>, R> of(
                    SerializableTriFunction<? super A, ? super B, ? super C, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return arguments -> function.apply(arguments.first(), arguments.second(), arguments.third());
    }

    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            SerializableFunction<Arguments.Of4<A, B, C, D>, R> of(
                    SerializableFunction4<? super A, ? super B, ? super C, ? super D, ? extends R> function) {
        Objects.requireNonNull(function, "function");
        return arguments ->
                function.apply(arguments.first(), arguments.second(), arguments.third(), arguments.fourth());
    }

    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            SerializableFunction<Arguments.Of5<A, B, C, D, E>, R> of(
                    SerializableFunction5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R>
                            function) {
        Objects.requireNonNull(function, "function");
        return arguments -> function.apply(
                arguments.first(), arguments.second(), arguments.third(), arguments.fourth(), arguments.fifth());
    }
}
