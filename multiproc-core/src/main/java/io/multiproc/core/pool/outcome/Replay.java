package io.multiproc.core.pool.outcome;

import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.settings.PoolConfig;
import io.multiproc.core.pool.settings.PoolStarter;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WireFailure;
import io.multiproc.core.pool.worker.SingleCall;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.UnreadItem;
import io.multiproc.pool.FailedTask;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ProcessException;
import io.multiproc.reduction.UnreadableMessageException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failed item and its function, as they were sent.
 *
 * @param starter starts a pool like {@code pool}
 * @param frame of the task
 * @param function frame of the function; empty if the task brings its own
 * @param item counted within the task, or {@link #ONLY}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Replay(PoolStarter starter, PoolConfig pool, String label, byte[] frame, byte[] function, int item)
        implements FailedTask {

    /** Instead of an item: the frame holds it alone. */
    private static final int ONLY = -1;

    private static final byte[] NOTHING = {};

    /** Of that item of a task that nobody runs any more. */
    static Replay of(PoolCore pool, Task task, int item) {
        SharedFunction function = task.function();
        return new Replay(
                pool.starter(),
                pool.config(),
                task.form().label(item),
                task.frame(),
                function == null ? NOTHING : function.frame(),
                task.items() == 1 ? ONLY : item);
    }

    @Override
    public @Nullable Object replayHere() throws Exception {
        return run(frame, function, item);
    }

    @Override
    public @Nullable Object replayInWorker(boolean debug) throws InterruptedException {
        try (ProcessPool worker = startWorker(debug)) {
            return applyOrEnd(worker);
        }
    }

    /** It may wait for a debugger, for as long as that takes. */
    private ProcessPool startWorker(boolean debug) throws InterruptedException {
        try {
            return starter.start(pool.forReplay(debug));
        } catch (ProcessException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                boolean unused = Thread.interrupted(); // as this exception says
                throw interrupted;
            }
            throw e;
        }
    }

    /** Who does not want to wait any more does not want to wait for the task's end either. */
    @SuppressWarnings("NullAway") // null is a result like any other
    private @Nullable Object applyOrEnd(ProcessPool worker) throws InterruptedException {
        try {
            return worker.apply(Replay::run, frame, function, item);
        } catch (InterruptedException e) {
            worker.terminate();
            throw e;
        }
    }

    private static @Nullable Object run(byte[] frame, byte[] function, int item) throws Exception {
        ObjectCodec codec = Ipc.codec();
        Object body = body(codec, frame, item);
        if (function.length == 0) {
            return SingleCall.run((Object[]) Objects.requireNonNull(body, "call"));
        }
        int start = TaskMessage.FUNCTION_HEADROOM;
        return apply(codec.decode(function, start, function.length - start), body);
    }

    private static @Nullable Object body(ObjectCodec codec, byte[] frame, int item) {
        int length = frame.length - TaskMessage.TASK_HEADROOM;
        if (item == ONLY) {
            return codec.decode(frame, TaskMessage.TASK_HEADROOM, length);
        }
        Object argument = codec.decodeOne(frame, TaskMessage.TASK_HEADROOM, length, item);
        if (argument instanceof UnreadItem unread) {
            throw new UnreadableMessageException(
                    "its argument cannot be read: " + unread.reason() + WireFailure.UNREAD_REMEDY, unread.cause());
        }
        return argument;
    }

    @SuppressWarnings("unchecked") // a pool sends nothing else
    private static @Nullable Object apply(@Nullable Object function, @Nullable Object argument) throws Exception {
        return SingleCall.applyTo(
                (SerializableFunction<@Nullable Object, @Nullable Object>) Objects.requireNonNull(function, "function"),
                argument);
    }
}
