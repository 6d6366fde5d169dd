package io.multiproc.core.pool.worker;

import io.multiproc.core.pool.wire.TaskBoard;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.function.SerializableFunction;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.UnreadItem;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One chunk in a worker: its items are run one after the other, and what is finished is sent now and then. */
final class ChunkRun {

    private final ChunkAnswer answer;
    private final TaskBoard board;
    private final RunningItem running;
    private final boolean timed;
    private final int task;
    private final boolean each;
    private final boolean atOnce;
    private final @Nullable Pace pace;

    /** A run that has not begun; {@code flags} are those of the task's frame. */
    ChunkRun(AnswerLane answers, TaskBoard board, ObjectCodec codec, RunningItem running, int task, int flags) {
        this.running = running;
        this.answer = new ChunkAnswer(answers, codec, task, flags);
        this.board = board;
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
                answer.fail(unread, (UnreadItem) Objects.requireNonNull(items[unread]));
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
                    answer.failAfter(Arrays.copyOfRange(results, unsent - from, item - from), unsent, e);
                    return;
                }
                results[item - from] = answer.fault(e);
            }
            boolean unused = Thread.interrupted(); // an item's interrupt is not the next one's
            if (hasGivenUp(item)) {
                return;
            }
            if (pace != null && pace.isDue() && item + 1 < to) {
                if (!answer.send(
                        Arrays.copyOfRange(results, unsent - from, item + 1 - from), unsent, TaskMessage.MORE)) {
                    return;
                }
                Arrays.fill(results, unsent - from, item + 1 - from, null);
                unsent = item + 1;
            }
        }
        board.begin(task, TaskBoard.SENDING);
        boolean unused = answer.send(
                unsent == from ? results : Arrays.copyOfRange(results, unsent - from, to - from), unsent, 0);
    }

    /** Whether nobody wants the rest, and the chunk has ended with that item. */
    private boolean hasGivenUp(int item) throws IOException {
        if (!running.isGivenUp()) {
            return false;
        }
        running.endTask(); // its interruption is not to hit what is sent
        answer.fail(item, new CancellationException("the task was cancelled"));
        return true;
    }

    private @Nullable Object apply(
            SerializableFunction<@Nullable Object, @Nullable Object> function, @Nullable Object argument, int item)
            throws Exception {
        if (argument instanceof UnreadItem unread) {
            return answer.fault(unread);
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
}
