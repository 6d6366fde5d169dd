package io.multiproc.core.pool.worker;

import io.multiproc.core.failure.FailureMessage;
import io.multiproc.core.pool.flight.Flight;
import io.multiproc.core.pool.wire.TaskBoard;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WorkerMemory;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import java.io.EOFException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in a worker, one after the other, on the child's main thread.
 *
 * <p>Each outcome is sent before the next task begins, so a worker that dies takes one task with it and no finished
 * one.
 */
final class WorkerLoop {

    private final Endpoint link;
    private final AnswerLane answers;
    private final TaskBoard board;
    private final ObjectCodec codec;
    private final KnownFunctions functions;
    private final RunningItem running;
    private final WorkMeter meter;
    private final AtomicReference<byte @Nullable []> current = new AtomicReference<>();

    /**
     * A loop that has not begun.
     *
     * @param running told of each task, and of the items that have a time-out
     * @param meter told of each task
     */
    WorkerLoop(Endpoint link, WorkerMemory memory, ObjectCodec codec, RunningItem running, WorkMeter meter) {
        this.running = running;
        this.meter = meter;
        this.link = link;
        this.answers = new AnswerLane(link, memory.outcomes());
        this.board = memory.board();
        this.codec = codec;
        this.functions = new KnownFunctions(codec);
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
                case FUNCTION -> functions.add(TaskMessage.functionId(payload), payload);
                case FORGET -> functions.remove(TaskMessage.functionId(payload));
                case TASK -> runTask(payload, frame.flags());
                default -> throw new FrameException("not a frame for a worker: " + frame.type());
            }
        }
    }

    /** By any thread: what runs, such as {@code task 17 (item 35)}, or null. */
    @Nullable
    String running() {
        byte[] payload = current.get();
        if (payload == null) {
            return null;
        }
        String task = "task " + TaskMessage.number(payload);
        int first = TaskMessage.firstItem(payload);
        int item = (int) board.current();
        return first < 0 || item < 0 ? task : task + " (item " + (first + item) + ")";
    }

    private void runTask(byte[] payload, int flags) throws IOException {
        int task = TaskMessage.task(payload);
        if (!board.claim(task)) {
            return; // another worker has it
        }
        current.lazySet(payload);
        meter.begin();
        Object recorded = Flight.taskBegins(meter.written());
        boolean own = TaskMessage.function(payload) == TaskMessage.OWN_FUNCTION;
        board.begin(task, own ? TaskBoard.reading(0) : TaskBoard.FUNCTION);
        board.awaitLeave();
        running.beginTask(task);
        if (own || (flags & TaskMessage.ONE) != 0) {
            runOne(payload, task, (flags & TaskMessage.TIMED) != 0);
        } else {
            runChunk(payload, task, flags);
        }
        current.lazySet(null);
        meter.end(payload);
        Flight.taskEnded(recorded, payload, meter.written());
    }

    private void runOne(byte[] payload, int task, boolean timed) throws IOException {
        int unread = TaskMessage.FAILED;
        int number = TaskMessage.function(payload);
        SerializableFunction<@Nullable Object, @Nullable Object> function;
        Object body;
        try {
            function = number == TaskMessage.OWN_FUNCTION ? null : functions.get(number);
            board.begin(task, TaskBoard.reading(0));
            unread = TaskMessage.FAILED | TaskMessage.UNREAD;
            body = codec.decode(payload, TaskMessage.TASK_BODY, payload.length - TaskMessage.TASK_BODY);
        } catch (Throwable e) { // what cannot be read is the outcome
            byte[] frame = FailureMessage.encode(codec, e, TaskMessage.RESULT_HEADROOM);
            running.endTask();
            answers.send(frame, task, 0, 1, unread);
            return;
        }
        board.begin(task, 0);
        if (timed) {
            board.awaitLeave();
        }
        byte[] frame;
        int outcome = 0;
        try {
            frame = codec.encode(call(function, body, task, timed), TaskMessage.RESULT_HEADROOM);
        } catch (Throwable e) { // whatever a task throws is its outcome
            frame = FailureMessage.encode(codec, e, TaskMessage.RESULT_HEADROOM);
            outcome = TaskMessage.FAILED;
        }
        running.endTask();
        answers.send(frame, task, 0, 1, outcome);
    }

    private @Nullable Object call(
            @Nullable SerializableFunction<@Nullable Object, @Nullable Object> function,
            @Nullable Object body,
            int task,
            boolean timed)
            throws Exception {
        if (!timed) {
            return call(function, body);
        }
        running.begin(task, 0);
        try {
            return call(function, body);
        } finally {
            running.end(); // what it throws is the outcome
        }
    }

    private static @Nullable Object call(
            @Nullable SerializableFunction<@Nullable Object, @Nullable Object> function, @Nullable Object body)
            throws Exception {
        return function == null
                ? SingleCall.run((Object[]) Objects.requireNonNull(body, "call"))
                : SingleCall.applyTo(function, body);
    }

    private void runChunk(byte[] payload, int task, int flags) throws IOException {
        int from = TaskMessage.from(payload);
        int to = TaskMessage.to(payload);
        SerializableFunction<@Nullable Object, @Nullable Object> function;
        @Nullable Object[] items;
        try {
            function = functions.get(TaskMessage.function(payload));
            board.begin(task, TaskBoard.reading(from)); // then of each that may run code of the program's
            items = codec.decodeEach(
                    payload,
                    TaskMessage.TASK_BODY,
                    payload.length - TaskMessage.TASK_BODY,
                    from,
                    to,
                    new ChunkItems(board, task, (flags & TaskMessage.EACH) != 0));
        } catch (Throwable e) { // what cannot be read is the outcome
            byte[] frame = FailureMessage.encode(codec, e, TaskMessage.RESULT_HEADROOM);
            running.endTask();
            answers.send(frame, task, from, to - from, TaskMessage.FAILED);
            return;
        }
        new ChunkRun(answers, board, codec, running, task, flags).run(function, items, from, to);
    }
}
