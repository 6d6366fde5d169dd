package io.multiproc.core.pool.worker;

import io.multiproc.core.child.ChildContext;
import io.multiproc.core.child.ChildWork;
import io.multiproc.core.current.CurrentTask;
import io.multiproc.core.pool.flight.Flight;
import io.multiproc.core.pool.wire.Hooks;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WorkerMemory;
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

/**
 * What a worker's JVM is told to do.
 *
 * @param board file of the worker's {@code TaskBoard}
 * @param hooks what it runs besides tasks
 * @param recorded whether its JVM is told to record from its start
 * @param inThread whether it shares its JVM with the pool
 */
public record WorkerSetup(String board, Hooks.Encoded hooks, boolean recorded, boolean inThread) implements ChildWork {

    private static final long CLEAN_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Override
    public void run(ChildContext context) throws Exception {
        ObjectCodec codec = Ipc.codec();
        if (recorded) {
            Flight.arm();
        }
        try (Endpoint tasks = context.open(LinkKind.TASKS)) {
            WorkerMemory memory = WorkerMemory.open(Path.of(board));
            WorkerHooks own = new WorkerHooks(hooks, codec);
            RunningItem running = new RunningItem(tasks);
            WorkMeter meter = new WorkMeter(!inThread);
            running.beginStart(); // before an order can come that is for it
            context.onOrder(order -> {
                if (order.length == 0) {
                    tell(tasks, FrameDescriptor.frame(FrameType.REPORT, 0, meter.report()));
                } else {
                    running.interrupt(order);
                }
            });
            WorkerLoop loop = new WorkerLoop(tasks, memory, new MeteredCodec(codec, meter), running, meter);
            CurrentTask.toldBy(loop::running, memory.board()::progress); // threads that the hooks start inherit it
            byte[] failure = own.begin();
            running.endTask();
            tasks.alsoFrom(memory.tasks());
            meter.ready();
            tasks.send(TaskMessage.ready(failure));
            if (serve(loop)) {
                tell(tasks, FrameDescriptor.frame(FrameType.REPORT, TaskMessage.LEAVES, meter.lastReport()));
                leave(tasks, own);
            }
        }
    }

    private static void tell(Endpoint tasks, byte[] frame) {
        try {
            tasks.send(frame);
        } catch (IOException e) {
            System.getLogger(WorkerSetup.class.getName()).log(Level.DEBUG, "the pool is gone", e);
        }
    }

    private static void leave(Endpoint tasks, WorkerHooks hooks) {
        byte[] farewell = hooks.end();
        if (farewell != null) {
            tell(tasks, farewell);
        }
    }

    /** Whether the pool has said that it is to end. */
    private static boolean serve(WorkerLoop loop) throws FrameException {
        try {
            loop.run();
            return true;
        } catch (FrameException e) {
            throw e;
        } catch (IOException e) { // its parent was killed: no news, and nobody to tell
            System.getLogger(WorkerSetup.class.getName()).log(Level.DEBUG, "the pool is gone", e);
            // the control link's reader cleans up after the parent and halts: an exit now would cut it short
            LockSupport.parkNanos(CLEAN_UP_NANOS);
            return false;
        }
    }
}
