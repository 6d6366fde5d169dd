package io.multiproc.core.pool.outcome;

import io.multiproc.core.pool.blame.DeathReport;
import io.multiproc.core.pool.blame.ItemFailure;
import io.multiproc.core.pool.blame.RemoteFailure;
import io.multiproc.core.pool.blame.SentItems;
import io.multiproc.core.pool.blame.UnreadFailure;
import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WireFailure;
import io.multiproc.reduction.UnreadableMessageException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what became of the items of a chunk, on the thread of whoever asked for it. */
public final class Items {

    private final PoolCore pool;
    private final Task task;
    private final @Nullable Object[] items;
    private @Nullable UnreadFailure unread;
    private @Nullable ItemFailure fault;

    private Items(PoolCore pool, Task task) {
        this.pool = pool;
        this.task = task;
        this.items = new @Nullable Object[task.items()];
    }

    /**
     * A result or an {@link ItemFailure} for each item of the task; null for those that did not run because one before
     * them failed.
     */
    public static @Nullable Object[] of(PoolCore pool, Task task) {
        Reply reply = task.reply();
        if (reply instanceof Reply.Answer answer && answer.isFaultless()) {
            return results(pool, task, answer);
        }
        Items items = new Items(pool, task);
        List<Reply> parts = reply instanceof Reply.Several several ? several.parts() : List.of(reply);
        parts.forEach(items::place);
        return items.items;
    }

    private static @Nullable Object[] results(PoolCore pool, Task task, Reply.Answer answer) {
        byte[] payload = answer.payload();
        int start = TaskMessage.RESULT_BODY;
        UnreadResults unread = new UnreadResults(task, answer);
        try {
            return task.items() == 1
                    ? new @Nullable Object[] {pool.codec().decode(payload, start, payload.length - start)}
                    : pool.codec().decodeEach(payload, start, payload.length - start, unread);
        } catch (UnreadableMessageException e) { // nothing of it can be read here
            @Nullable Object[] failed = new @Nullable Object[TaskMessage.count(payload)];
            Arrays.fill(failed, unread.all(failed.length, e));
            return failed;
        }
    }

    private void place(Reply part) {
        if (part instanceof Reply.Answer answer) {
            place(answer);
        } else if (part instanceof Reply.Died died) {
            String arguments = new SentItems(pool.codec(), task).brief(died);
            Throwable reason = DeathReport.under(task.form(), died, arguments, Replay.of(pool, task, died.item()));
            fill(died.item(), died.count(), new ItemFailure(reason, died.order()));
        } else if (part instanceof Reply.Lost lost) {
            fill(lost.item(), lost.count(), new ItemFailure(lost.reason(), lost.order()));
        }
    }

    private void place(Reply.Answer answer) {
        int first = answer.item();
        if (answer.failed()) {
            int count = TaskMessage.count(answer.payload());
            boolean isUnread = (answer.flags() & TaskMessage.UNREAD) != 0;
            Throwable cause = isUnread
                    ? unread().argument(answer, first, answer.payload(), TaskMessage.RESULT_BODY, replay(first))
                    : failure(answer, first, count, answer.payload(), TaskMessage.RESULT_BODY);
            fill(first, count, new ItemFailure(cause, answer.order()));
            return;
        }
        @Nullable Object[] results = results(pool, task, answer);
        for (int i = 0; i < results.length; i++) {
            if (results[i] instanceof WireFailure failed) {
                ItemFailure failure = fault;
                if (failure == null || task.isEach() || failure.order() > answer.order()) {
                    failure = failure(answer, first + i, failed);
                    fault = failure;
                } // else nobody sees it: the first is thrown
                items[first + i] = failure;
            } else {
                items[first + i] = results[i];
            }
        }
    }

    private ItemFailure failure(Reply.Answer answer, int item, WireFailure failed) {
        Throwable cause = failed.unread()
                ? unread().argument(answer, item, failed.encoded(), 0, replay(item))
                : failure(answer, item, 1, failed.encoded(), 0);
        return new ItemFailure(cause, answer.order());
    }

    private UnreadFailure unread() {
        UnreadFailure known = unread;
        if (known == null) {
            known = new UnreadFailure(pool.codec(), task);
            unread = known;
        }
        return known;
    }

    private Throwable failure(Reply.Answer answer, int item, int count, byte[] encoded, int offset) {
        return RemoteFailure.decode(
                pool.codec(),
                encoded,
                offset,
                count == 1 ? task.form().label(item) : task.form().label(item, count),
                answer.place(task.form(), item),
                replay(item));
    }

    private Replay replay(int item) {
        return Replay.of(pool, task, item);
    }

    private void fill(int first, int count, ItemFailure failure) {
        Arrays.fill(items, first, first + count, failure);
    }
}
