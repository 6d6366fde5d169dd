package io.multiproc.core.pool.wire;

import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.Ipc;
import org.jspecify.annotations.Nullable;

/**
 * What each worker of a pool runs besides tasks.
 *
 * @param initializer before its first task, or null
 * @param state makes what its tasks share, or null
 * @param exit when it leaves in order, or null
 */
public record Hooks(
        @Nullable SerializableRunnable initializer,
        @Nullable SerializableCallable<?> state,
        @Nullable SerializableCallable<?> exit) {

    public static final Hooks NONE = new Hooks(null, null, null);

    public Hooks withInitializer(SerializableRunnable first) {
        return new Hooks(first, state, exit);
    }

    public Hooks withState(SerializableCallable<?> made) {
        return new Hooks(initializer, made, exit);
    }

    public Hooks withExit(SerializableCallable<?> last) {
        return new Hooks(initializer, state, last);
    }

    public Hooks withoutExit() {
        return new Hooks(initializer, state, null);
    }

    public Encoded encode() {
        return new Encoded(encode(initializer), encode(state), encode(exit));
    }

    private static byte @Nullable [] encode(@Nullable Object function) {
        return function == null ? null : Ipc.codec().encode(function, 0);
    }

    /** Each by itself, so that one that cannot be read is reported as its failure. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    public record Encoded(byte @Nullable [] initializer, byte @Nullable [] state, byte @Nullable [] exit) {}
}
