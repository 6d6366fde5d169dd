package io.multiproc.core.pool.worker;

import io.multiproc.core.failure.FailureMessage;
import io.multiproc.core.pool.wire.TaskBoard;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WireFailure;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.UnreadItem;
import io.multiproc.reduction.UnreadableMessageException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One chunk in a worker: its items are run one after the other, and what is finished is sent now and then. */
final class ChunkRun {

    private final AnswerLane answers;
    private final TaskBoard board;
    private final ObjectCodec codec;
    private final RunningItem running;
    private final boolean timed;
    private final int task;
    private final boolean each;
    private final boolean atOnce;
    private final @Nullable Pace pace;
    private int faults;
    private @Nullable UnreadItem unreadBefore;
    private @Nullable WireFailure faultBefore;
    /** Stands for all results that cannot be sent, where only the first failure is thrown. */
    private @Nullable WireFailure unsendable;

    /** A run that has not begun; {@code flags} are those of the task's frame. */
    ChunkRun(AnswerLane answers, TaskBoard board, ObjectCodec codec, RunningItem running, int task, int flags) {
        this.running = running;
        this.answers = answers;
        this.board = board;
        this.codec = codec;
        this.task = task;
        this.timed = (flags & TaskMessage.TIMED) != 0;
        this.each = (flags & TaskMessage.EACH) != 0;
        this.atOnce = (flags & TaskMessage.AT_ONCE) != 0;
        this.pace = (flags & TaskMessage.PIECES) == 0 ? null : new Pace();
    }

    /** Runs the items in that range and sends what becomes of them; then the task that was begun has ended. */
    void run(
            SerializableFunction<@Nullable Object, @Nullable Object> function,
            @Nullable Object[] items,
            int from,
            int to)
            throws IOException {
        try {
            int unread = atOnce ? firstUnread(items, from, to) : to;
            if (unread < to) {
                fail(unread, (UnreadItem) Objects.requireNonNull(items[unread]));
            } else {
                runItems(function, items, from, to);
            }
        } finally {
            running.endTask(); // before the next task is read
        }
    }

    private static int firstUnread(@Nullable Object[] items, int from, int to) {
        int item = from;
        while (item < to && !(items[item] instanceof UnreadItem)) {
            item++;
        }
        return item;
    }

    private void runItems(
            SerializableFunction<@Nullable Object, @Nullable Object> function,
            @Nullable Object[] items,
            int from,
            int to)
            throws IOException {
        @Nullable Object[] results = new @Nullable Object[to - from];
        int unsent = from;
        for (int item = from; item < to; item++) {
            if (hasGivenUp(item)) {
                return;
            }
            board.begin(task, item);
            if (timed) {
                board.awaitLeave();
            }
            try {
                results[item - from] = apply(function, items[item], item);
            } catch (Throwable e) { // whatever it throws is its outcome
                if (!each) {
                    failAfter(Arrays.copyOfRange(results, unsent - from, item - from), unsent, e);
                    return;
                }
                results[item - from] = fault(e);
            }
            boolean unused = Thread.interrupted(); // an item's interrupt is not the next one's
            if (hasGivenUp(item)) {
                return;
            }
            if (pace != null && pace.isDue() && item + 1 < to) {
                if (!send(Arrays.copyOfRange(results, unsent - from, item + 1 - from), unsent, TaskMessage.MORE)) {
                    return;
                }
                Arrays.fill(results, unsent - from, item + 1 - from, null);
                unsent = item + 1;
            }
        }
        board.begin(task, TaskBoard.SENDING);
        boolean unused =
                send(unsent == from ? results : Arrays.copyOfRange(results, unsent - from, to - from), unsent, 0);
    }

    /** The item after those results has failed, and the chunk has ended with it. */
    private void failAfter(@Nullable Object[] results, int first, Throwable failure) throws IOException {
        if (faults == 0 || results.length == 0 || send(results, first, TaskMessage.MORE)) {
            fail(first + results.length, failure);
        }
    }

    /** Whether nobody wants the rest, and the chunk has ended with that item. */
    private boolean hasGivenUp(int item) throws IOException {
        if (!running.isGivenUp()) {
            return false;
        }
        running.endTask(); // its interruption is not to hit what is sent
        fail(item, new CancellationException("the task was cancelled"));
        return true;
    }

    private @Nullable Object apply(
            SerializableFunction<@Nullable Object, @Nullable Object> function, @Nullable Object argument, int item)
            throws Exception {
        if (argument instanceof UnreadItem unread) {
            return fault(unread);
        }
        if (!timed) {
            return SingleCall.applyTo(function, argument);
        }
        running.begin(task, item);
        try {
            return SingleCall.applyTo(function, argument);
        } finally {
            running.end(); // what it throws is the outcome
        }
    }

    /** False if a result cannot be sent and its failure is thrown at once: the chunk has ended with that. */
    private boolean send(@Nullable Object[] results, int first, int flags) throws IOException {
        byte[] frame;
        try {
            frame = codec.encodeEach(results, TaskMessage.RESULT_HEADROOM);
        } catch (Throwable e) { // one of the results cannot be sent, or not with the others
            return sendOneByOne(results, first, flags);
        }
        answers.send(frame, task, first, results.length, flags | faults);
        return true;
    }

    private boolean sendOneByOne(@Nullable Object[] results, int first, int flags) throws IOException {
        int sent = 0;
        for (int i = 0; i < results.length; i++) {
            byte[] frame;
            try {
                frame = codec.encodeEach(new @Nullable Object[] {results[i]}, TaskMessage.RESULT_HEADROOM);
            } catch (Throwable e) {
                if (atOnce) {
                    fail(first + i, e);
                    return false;
                }
                results[i] = each || unsendable == null ? fault(e) : unsendable;
                unsendable = (WireFailure) results[i];
                continue;
            }
            sendFaults(results, sent, i, first, TaskMessage.MORE);
            answers.send(frame, task, first + i, 1, (i + 1 < results.length ? TaskMessage.MORE : flags) | faults);
            sent = i + 1;
        }
        sendFaults(results, sent, results.length, first, flags);
        return true;
    }

    /** Sends in one message what stands between two results that can be sent: all results may be of the same class. */
    private void sendFaults(@Nullable Object[] results, int from, int to, int first, int flags) throws IOException {
        if (from < to) {
            byte[] frame = codec.encodeEach(Arrays.copyOfRange(results, from, to), TaskMessage.RESULT_HEADROOM);
            answers.send(frame, task, first + from, to - from, flags | faults);
        }
    }

    /** Stands among the results for one that there is not. */
    private WireFailure fault(Throwable failure) {
        faults = TaskMessage.FAULTS;
        return new WireFailure(FailureMessage.encode(codec, failure, 0), false);
    }

    private WireFailure fault(UnreadItem unread) {
        WireFailure fault = unread.equals(unreadBefore) ? faultBefore : null;
        if (fault == null) {
            fault = new WireFailure(FailureMessage.encode(codec, reason(unread), 0), true);
            unreadBefore = unread;
            faultBefore = fault;
        }
        faults = TaskMessage.FAULTS;
        return fault;
    }

    private static UnreadableMessageException reason(UnreadItem unread) {
        return new UnreadableMessageException(unread.reason(), unread.cause());
    }

    private void fail(int item, Throwable failure) throws IOException {
        byte[] frame = FailureMessage.encode(codec, failure, TaskMessage.RESULT_HEADROOM);
        answers.send(frame, task, item, 1, TaskMessage.FAILED);
    }

    private void fail(int item, UnreadItem unread) throws IOException {
        byte[] frame = FailureMessage.encode(codec, reason(unread), TaskMessage.RESULT_HEADROOM);
        answers.send(frame, task, item, 1, TaskMessage.FAILED | TaskMessage.UNREAD);
    }
}
