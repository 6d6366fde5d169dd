package io.multiproc.core.pool;

import io.multiproc.core.child.ChildContext;
import io.multiproc.core.child.ChildWork;
import io.multiproc.core.current.CurrentTask;
import io.multiproc.core.failure.FailureMessage;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.LinkKind;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a worker's JVM is told to do.
 *
 * @param board file of the worker's {@link TaskBoard}
 * @param initializer encoded apart, so that one that cannot be read is reported as its failure; or null
 * @param recorded whether its JVM is told to record from its start
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record WorkerSetup(String board, byte @Nullable [] initializer, boolean recorded) implements ChildWork {

    private static final long CLEAN_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Override
    public void run(ChildContext context) throws Exception {
        ObjectCodec codec = Ipc.codec();
        if (recorded) {
            Flight.arm();
        }
        try (Endpoint tasks = context.open(LinkKind.TASKS)) {
            WorkerMemory memory = WorkerMemory.open(Path.of(board));
            byte[] failure = initialize(codec);
            RunningItem running = new RunningItem(tasks);
            WorkMeter meter = new WorkMeter();
            context.onOrder(order -> {
                if (order.length == 0) {
                    report(tasks, meter);
                } else {
                    running.interrupt(order);
                }
            });
            tasks.alsoFrom(memory.tasks());
            tasks.send(TaskMessage.ready(failure));
            WorkerLoop loop = new WorkerLoop(tasks, memory, new MeteredCodec(codec, meter), running, meter);
            CurrentTask.toldBy(loop::running, memory.board()::progress);
            serve(loop);
        }
    }

    private static void report(Endpoint tasks, WorkMeter meter) {
        try {
            tasks.send(FrameDescriptor.frame(FrameType.REPORT, 0, meter.report()));
        } catch (IOException e) {
            System.getLogger(WorkerSetup.class.getName()).log(Level.DEBUG, "the pool is gone", e);
        }
    }

    private static void serve(WorkerLoop loop) throws FrameException {
        try {
            loop.run();
        } catch (FrameException e) {
            throw e;
        } catch (IOException e) { // its parent was killed: no news, and nobody to tell
            System.getLogger(WorkerSetup.class.getName()).log(Level.DEBUG, "the pool is gone", e);
            // the control link's reader cleans up after the parent and halts: an exit now would cut it short
            LockSupport.parkNanos(CLEAN_UP_NANOS);
        }
    }

    /** The encoded failure of the initializer, or null. */
    private byte @Nullable [] initialize(ObjectCodec codec) {
        if (initializer == null) {
            return null;
        }
        try {
            Object function = codec.decode(initializer, 0, initializer.length);
            ((SerializableRunnable) java.util.Objects.requireNonNull(function)).run();
            return null;
        } catch (Throwable e) { // whatever it is, the pool must hear of it
            return FailureMessage.encode(codec, e, 0);
        }
    }
}
