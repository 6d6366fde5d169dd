package io.multiproc.core.pool;

import io.multiproc.function.SerializableBiFunction;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in a worker, one after the other, on the child's main thread.
 *
 * <p>Each outcome is sent before the next task begins, so a worker that dies takes one task with it and no finished one.
 */
final class WorkerLoop {

    private final Endpoint link;
    private final TaskBoard board;
    private final ObjectCodec codec;
    private final Map<Integer, Function> functions = new HashMap<>();

    WorkerLoop(Endpoint link, TaskBoard board, ObjectCodec codec) {
        this.link = link;
        this.board = board;
        this.codec = codec;
    }

    /**
     * Returns when the pool says stop.
     *
     * @throws IOException if the pool is gone
     */
    void run() throws IOException {
        for (Frame frame = link.receive(); frame == null || frame.type() != FrameType.STOP; frame = link.receive()) {
            if (frame == null) {
                throw new EOFException("the pool closed the link without saying stop");
            }
            byte[] payload = frame.payload();
            switch (frame.type()) {
                case FUNCTION -> functions.put(TaskMessage.first(payload), new Function(payload));
                case FORGET -> functions.remove(TaskMessage.first(payload));
                case TASK -> runTask(payload, frame.flags());
                default -> throw new FrameException("not a frame for a worker: " + frame.type());
            }
        }
    }

    private void runTask(byte[] payload, int flags) throws IOException {
        int task = TaskMessage.first(payload);
        if (!board.claim(task)) {
            return; // another worker has it
        }
        byte[] frame;
        int outcome = 0;
        try {
            frame = codec.encode(call(payload, flags), TaskMessage.RESULT_HEADROOM);
        } catch (Throwable e) { // whatever a task throws is its outcome
            frame = RemoteFailure.encode(codec, e, TaskMessage.RESULT_HEADROOM);
            outcome = TaskMessage.FAILED;
        }
        boolean unused = Thread.interrupted(); // a task's interrupt is not the next one's
        link.send(TaskMessage.result(frame, task, outcome));
    }

    private @Nullable Object call(byte[] payload, int flags) throws Exception {
        Object body = codec.decode(payload, TaskMessage.TASK_BODY, payload.length - TaskMessage.TASK_BODY);
        int function = TaskMessage.second(payload);
        if (function == TaskMessage.OWN_FUNCTION) {
            return callOwn((Object[]) Objects.requireNonNull(body, "call"));
        }
        SerializableFunction<@Nullable Object, @Nullable Object> shared =
                Objects.requireNonNull(functions.get(function), "function").decoded(codec);
        if ((flags & TaskMessage.ONE) != 0) {
            return applyTo(shared, body);
        }
        @Nullable Object[] items = (@Nullable Object[]) Objects.requireNonNull(body, "items");
        @Nullable Object[] results = new @Nullable Object[items.length];
        for (int i = 0; i < items.length; i++) {
            results[i] = applyTo(shared, items[i]);
        }
        return results;
    }

    @SuppressWarnings("NullAway") // null is an item like any other
    private static @Nullable Object applyTo(
            SerializableFunction<@Nullable Object, @Nullable Object> function, @Nullable Object item) throws Exception {
        return function.apply(item);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the pool's methods tie each function to the types of its arguments
    private static @Nullable Object callOwn(Object[] call) throws Exception {
        return switch (call.length) {
            case 1 -> ((SerializableCallable) call[0]).call();
            case 2 -> ((SerializableFunction) call[0]).apply(call[1]);
            default -> ((SerializableBiFunction) call[0]).apply(call[1], call[2]);
        };
    }

    /** A function that was sent; decoded by the first task that needs it, so that a failure is that task's. */
    private static final class Function {

        private final byte[] payload;
        private @Nullable SerializableFunction<@Nullable Object, @Nullable Object> decoded;

        Function(byte[] payload) {
            this.payload = payload;
        }

        @SuppressWarnings("unchecked") // a pool sends nothing else
        SerializableFunction<@Nullable Object, @Nullable Object> decoded(ObjectCodec codec) {
            if (decoded == null) {
                decoded = (SerializableFunction<@Nullable Object, @Nullable Object>)
                        Objects.requireNonNull(codec.decode(payload, 4, payload.length - 4), "function");
            }
            return decoded;
        }
    }
}
