package io.multiproc.core.pool.call;

import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.SharedFunction;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.task.TaskForm;
import io.multiproc.core.pool.task.TimeLimits;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.reduction.NotSendableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one call: read from the input, encoded, handed over, and counted until their reply is taken.
 *
 * <p>Used by one thread at a time, which reads the input, so that an input needs no thought of threads.
 */
final class ChunkFlow {

    private static final int MOST_TASKS_IN_GROUP = 16;
    private static final int MOST_BYTES_IN_GROUP = 32 * 1024;
    private static final int FIRST_ROOM = 1 << 16;
    private static final int FIRST_CHUNKS_PER_WORKER = 2;

    /** Order of a failure that is that of the whole call. */
    private static final long NEVER_FIRST = Long.MAX_VALUE;

    private final PoolCore pool;
    private final SharedFunction function;
    private final Call call;
    private final Arrivals arrivals;
    private final List<Task> group = new ArrayList<>();
    private int groupBytes;
    private int inFlight;
    private long bytesInFlight;
    private long resultBytes;
    private long resultsTaken;
    private int nextItem;

    /**
     * How a call is to be done.
     *
     * @param sizer says how many items make a chunk
     * @param mode {@link TaskMessage#EACH}: an item that fails leaves the others of its chunk alone; with
     *     {@link TaskMessage#PIECES} finished results survive their worker; with {@link TaskMessage#AT_ONCE} one that
     *     cannot be sent or read fails its chunk
     * @param inputIsAtHand whether no item is long in coming
     * @param progress told how far it is, or null
     * @param limits how long an item may run
     * @param mostBytes how many may be in flight
     * @param handOver takes tasks for the pool
     */
    record Call(
            ChunkSizer sizer,
            int mode,
            boolean inputIsAtHand,
            @Nullable CallProgress progress,
            TimeLimits limits,
            long mostBytes,
            Consumer<List<Task>> handOver) {

        /** In the style of a face of the pool. */
        static Call of(
                ChunkSizer sizer,
                int mode,
                Iterable<?> items,
                @Nullable CallProgress progress,
                CallStyle style,
                Consumer<List<Task>> handOver) {
            return new Call(
                    sizer,
                    mode,
                    items instanceof Collection<?>,
                    progress,
                    style.limits(),
                    style.bounds().mostBytes(),
                    handOver);
        }

        boolean atOnce() {
            return (mode & TaskMessage.AT_ONCE) != 0;
        }
    }

    ChunkFlow(PoolCore pool, SharedFunction function, Call call) {
        this.pool = pool;
        this.function = function;
        this.call = call;
        this.arrivals =
                new Arrivals(call.progress(), call.limits(), pool.dispatcher().lookout());
    }

    /** Number of chunks that were read and not taken back. */
    int inFlight() {
        return inFlight;
    }

    /** Whether what is on its way to workers is as many bytes as should be. */
    boolean isHeavy() {
        return bytesInFlight >= call.mostBytes();
    }

    /**
     * Whether there is room for one more chunk and its result, if the results that are to come are as large as those so
     * far.
     *
     * @param heldBytes of results that have come and were not asked for
     */
    boolean hasRoom(long heldBytes) {
        if (resultsTaken == 0) { // nobody knows: enough for all workers to be busy until the first one tells
            return inFlight
                            < FIRST_CHUNKS_PER_WORKER
                                    * pool.dispatcher().roster().processes()
                    && !isHeavy();
        }
        long expected = resultBytes / resultsTaken * (inFlight + 1);
        return bytesInFlight + heldBytes + expected <= call.mostBytes();
    }

    /** Reads a chunk, encodes it and hands it over, at once or with the next ones; false at the end of the input. */
    boolean read(Iterator<?> input, Consumer<Task> taken) {
        if (!input.hasNext()) {
            if (call.progress() != null) {
                call.progress().total(nextItem);
            }
            return false;
        }
        @Nullable Object[] chunk = next(input);
        try {
            add(TaskForm.chunk(pool.codec(), pool.nextTask(), nextItem, chunk, call.mode(), function, arrivals), taken);
        } catch (NotSendableException e) {
            if (call.atOnce()) {
                addUnsendable(pool.nextTask(), nextItem, chunk.length, e, taken);
            } else {
                addOneByOne(chunk, taken);
            }
        }
        nextItem += chunk.length;
        call.sizer().read(chunk.length);
        if (isGroupComplete()) {
            handOver();
        }
        return true;
    }

    private void addOneByOne(@Nullable Object[] chunk, Consumer<Task> taken) {
        ObjectCodec codec = pool.codec();
        for (int i = 0; i < chunk.length; i++) {
            Object[] item = Arrays.copyOfRange(chunk, i, i + 1);
            long number = pool.nextTask();
            try {
                add(TaskForm.chunk(codec, number, nextItem + i, item, call.mode(), function, arrivals), taken);
            } catch (NotSendableException e) {
                addUnsendable(number, nextItem + i, 1, e, taken);
            }
        }
    }

    /** It has its reply already. */
    private void addUnsendable(long number, int first, int items, NotSendableException reason, Consumer<Task> taken) {
        Task failed = TaskForm.unsendable(number, first, items, arrivals);
        inFlight++;
        taken.accept(failed);
        NotSendableException told = new NotSendableException(
                failed.form().label() + " was not sent: " + reason.getMessage(), reason.path(), reason);
        failed.settle(new Reply.Lost(pool.dispatcher().nextReply(), 0, items, told));
    }

    private void add(Task task, Consumer<Task> taken) {
        group.add(task);
        groupBytes += task.bytes();
        bytesInFlight += task.bytes();
        inFlight++;
        taken.accept(task);
    }

    /** Hands over what was read; if the pool refuses it, that is the outcome of each. */
    void handOver() {
        if (group.isEmpty()) {
            return;
        }
        try {
            call.handOver().accept(group);
        } catch (RuntimeException e) {
            group.forEach(task -> task.settle(new Reply.Lost(NEVER_FIRST, 0, task.items(), e)));
            throw e;
        } finally {
            group.clear();
            groupBytes = 0;
        }
    }

    /** The next chunk that has its reply, if there is one. */
    @Nullable
    Task poll() {
        return count(arrivals.poll());
    }

    /** The next chunk that has its reply, waiting for it; null when the time is over or the flow was stopped. */
    @Nullable
    Task take(long timeoutNanos) throws InterruptedException {
        return count(arrivals.take(timeoutNanos));
    }

    private @Nullable Task count(@Nullable Task task) {
        if (task != null) {
            task.take();
            inFlight--;
            bytesInFlight -= task.bytes();
            resultsTaken++;
            resultBytes += task.resultBytes();
            call.sizer().taken(task.items(), task.bytes() + task.resultBytes());
        }
        return task;
    }

    /** By any thread: whether an item runs now. */
    boolean isRunning() {
        return pool.dispatcher().isRunning(arrivals);
    }

    /**
     * By any thread: gives up what has not begun, and whoever takes gets nothing any more.
     *
     * @param running whether what has begun is given up as well
     */
    void cancel(boolean running) {
        cancel(new CancellationException("the call was cancelled"), running);
    }

    /** As above, for that reason, which gets to know where the items are that run. */
    void cancel(CancellationException reason, boolean running) {
        arrivals.stop();
        pool.dispatcher().cancel(arrivals, reason, running);
    }

    /** What is in flight will not be taken. */
    void forget() {
        group.clear();
        groupBytes = 0;
        inFlight = 0;
    }

    boolean isCancelled() {
        return arrivals.isStopped();
    }

    /** No more chunks will be read. */
    void end() {
        pool.dispatcher().complete(function);
    }

    /** Tasks of items that are all at hand may wait for each other for a moment, once the workers have some. */
    private boolean isGroupComplete() {
        return !call.inputIsAtHand()
                || groupBytes > MOST_BYTES_IN_GROUP
                || group.size() >= Math.min(MOST_TASKS_IN_GROUP, inFlight / 2);
    }

    private @Nullable Object[] next(Iterator<?> items) {
        int chunkSize = call.sizer().next();
        @Nullable Object[] chunk = new @Nullable Object[Math.min(chunkSize, FIRST_ROOM)];
        int count = 0;
        while (count < chunkSize && items.hasNext()) {
            if (count == chunk.length) {
                chunk = Arrays.copyOf(chunk, (int) Math.min(chunkSize, 2L * count));
            }
            chunk[count++] = items.next();
        }
        return count == chunk.length ? chunk : Arrays.copyOf(chunk, count);
    }
}
