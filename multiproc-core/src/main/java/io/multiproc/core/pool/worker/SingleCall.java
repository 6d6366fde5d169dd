package io.multiproc.core.pool.worker;

import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import io.multiproc.function.SerializableFunction4;
import io.multiproc.function.SerializableFunction5;
import io.multiproc.function.SerializableTriFunction;
import org.jspecify.annotations.Nullable;

/** A function and its arguments, as {@code apply} sends them: an array that begins with the function. */
public final class SingleCall {

    private SingleCall() {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // the pool's methods tie each function to the types of its arguments
    public static @Nullable Object run(Object[] call) throws Exception {
        return switch (call.length) {
            case 1 -> ((SerializableCallable) call[0]).call();
            case 2 -> ((SerializableFunction) call[0]).apply(call[1]);
            case 3 -> ((SerializableBiFunction) call[0]).apply(call[1], call[2]);
            case 4 -> ((SerializableTriFunction) call[0]).apply(call[1], call[2], call[3]);
            case 5 -> ((SerializableFunction4) call[0]).apply(call[1], call[2], call[3], call[4]);
            default -> ((SerializableFunction5) call[0]).apply(call[1], call[2], call[3], call[4], call[5]);
        };
    }

    /** Gives one item to the function of its map. */
    @SuppressWarnings("NullAway") // null is an item like any other
    public static @Nullable Object applyTo(
            SerializableFunction<@Nullable Object, @Nullable Object> function, @Nullable Object item) throws Exception {
        return function.apply(item);
    }
}
