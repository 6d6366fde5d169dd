package io.multiproc.core.pool.worker;

import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.failure.FailureMessage;
import io.multiproc.core.pool.wire.Hooks;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.codec.ObjectCodec;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** In a worker: runs what its pool's builder was given besides tasks. */
final class WorkerHooks {

    private final Hooks.Encoded hooks;
    private final ObjectCodec codec;

    WorkerHooks(Hooks.Encoded hooks, ObjectCodec codec) {
        this.hooks = hooks;
        this.codec = codec;
    }

    /** Initializes and makes the state: the encoded failure, or null. */
    byte @Nullable [] begin() {
        try {
            if (hooks.initializer() != null) {
                ((SerializableRunnable) read(hooks.initializer())).run();
            }
            if (hooks.state() != null) {
                Object state = ((SerializableCallable<?>) read(hooks.state())).call();
                CurrentProcess.get()
                        .setWorkerState(Objects.requireNonNull(state, "the function of workerState returned null"));
            }
            return null;
        } catch (Throwable e) { // whatever it is, the pool must hear of it
            return FailureMessage.encode(codec, e, 0);
        }
    }

    /** Whether the pool waits for a result of {@link #end}. */
    boolean hasExit() {
        return hooks.exit() != null;
    }

    /** Runs the exit hook, if there is one: the frame that tells its result, or null. */
    byte @Nullable [] end() {
        try {
            return hooks.exit() == null ? null : result(hooks.exit());
        } finally {
            closeState();
        }
    }

    private byte[] result(byte[] hook) {
        try {
            return TaskMessage.farewell(codec.encode(((SerializableCallable<?>) read(hook)).call(), 0), 0);
        } catch (Throwable e) { // as above
            return TaskMessage.farewell(FailureMessage.encode(codec, e, 0), TaskMessage.FAILED);
        }
    }

    private static void closeState() {
        if (CurrentProcess.get().workerState() instanceof AutoCloseable state) {
            try {
                state.close();
            } catch (Exception e) {
                System.getLogger(WorkerHooks.class.getName())
                        .log(
                                Level.WARNING,
                                "the state of worker " + CurrentProcess.get().name() + " cannot be closed",
                                e);
            }
        }
    }

    private Object read(byte[] function) {
        return Objects.requireNonNull(codec.decode(function, 0, function.length));
    }
}
