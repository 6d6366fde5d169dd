package io.multiproc.core.pool.worker;

import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WireFailure;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.reduction.UnreadableMessageException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a worker was sent; each is decoded by the first task that needs it, so that a failure is that
 * task's.
 */
final class KnownFunctions {

    private final ObjectCodec codec;
    private final Map<Integer, Known> functions = new HashMap<>();

    KnownFunctions(ObjectCodec codec) {
        this.codec = codec;
    }

    void add(int id, byte[] payload) {
        functions.put(id, new Known(payload));
    }

    void remove(int id) {
        functions.remove(id);
    }

    @SuppressWarnings("unchecked") // a pool sends nothing else
    SerializableFunction<@Nullable Object, @Nullable Object> get(int id) {
        Known known = Objects.requireNonNull(functions.get(id), "function");
        if (known.decoded == null) {
            known.decoded = (SerializableFunction<@Nullable Object, @Nullable Object>)
                    Objects.requireNonNull(decode(known.payload), "function");
        }
        return known.decoded;
    }

    private @Nullable Object decode(byte[] payload) {
        try {
            return codec.decode(payload, TaskMessage.FUNCTION_BODY, payload.length - TaskMessage.FUNCTION_BODY);
        } catch (UnreadableMessageException e) {
            throw new UnreadableMessageException(
                    "the function cannot be read in this worker: " + e.getMessage() + WireFailure.UNREAD_REMEDY,
                    e.getCause());
        }
    }

    private static final class Known {
        private final byte[] payload;
        private @Nullable SerializableFunction<@Nullable Object, @Nullable Object> decoded;

        Known(byte[] payload) {
            this.payload = payload;
        }
    }
}
