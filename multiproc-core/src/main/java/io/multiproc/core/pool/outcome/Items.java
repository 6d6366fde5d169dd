package io.multiproc.core.pool.outcome;

import io.multiproc.core.pool.blame.Brief;
import io.multiproc.core.pool.blame.DeathReport;
import io.multiproc.core.pool.blame.ItemFailure;
import io.multiproc.core.pool.blame.RemoteFailure;
import io.multiproc.core.pool.dispatch.PoolCore;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.core.pool.wire.WireFailure;
import io.multiproc.ipc.codec.ObjectCodec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what became of the items of a chunk, on the thread of whoever asked for it. */
public final class Items {

    private Items() {}

    /**
     * A result or an {@link ItemFailure} for each item of the task; null for those that did not run because one before them
     * failed.
     */
    public static @Nullable Object[] of(PoolCore pool, Task task) {
        ObjectCodec codec = pool.codec();
        Reply reply = task.reply();
        if (reply instanceof Reply.Answer answer && !answer.failed() && !task.isEach()) {
            return results(codec, task, answer);
        }
        @Nullable Object[] items = new @Nullable Object[task.items()];
        List<Reply> parts = reply instanceof Reply.Several several ? several.parts() : List.of(reply);
        for (Reply part : parts) {
            if (part instanceof Reply.Answer answer) {
                place(pool, task, answer, items);
            } else if (part instanceof Reply.Died died) {
                Throwable reason = DeathReport.under(
                        task.form(), died, Brief.arguments(codec, task, died), Replay.of(pool, task, died.item()));
                fill(items, died.item(), died.count(), new ItemFailure(reason, died.order()));
            } else if (part instanceof Reply.Lost lost) {
                fill(items, lost.item(), lost.count(), new ItemFailure(lost.reason(), lost.order()));
            }
        }
        return items;
    }

    private static @Nullable Object[] results(ObjectCodec codec, Task task, Reply.Answer answer) {
        Object body;
        try {
            byte[] payload = answer.payload();
            body = codec.decode(payload, TaskMessage.RESULT_BODY, payload.length - TaskMessage.RESULT_BODY);
        } catch (RuntimeException | Error e) { // it cannot be read here
            @Nullable Object[] items = new @Nullable Object[TaskMessage.third(answer.payload())];
            Arrays.fill(items, new ItemFailure(e, answer.order()));
            return items;
        }
        return task.items() == 1 || body == null ? new @Nullable Object[] {body} : (@Nullable Object[]) body;
    }

    private static void place(PoolCore pool, Task task, Reply.Answer answer, @Nullable Object[] items) {
        int first = answer.item();
        if (answer.failed()) {
            int count = TaskMessage.third(answer.payload());
            Throwable cause = failure(pool, task, answer, first, answer.payload(), TaskMessage.RESULT_BODY);
            fill(items, first, count, new ItemFailure(cause, answer.order()));
            return;
        }
        @Nullable Object[] results = results(pool.codec(), task, answer);
        for (int i = 0; i < results.length; i++) {
            items[first + i] = results[i] instanceof WireFailure failed
                    ? new ItemFailure(failure(pool, task, answer, first + i, failed.encoded(), 0), answer.order())
                    : results[i];
        }
    }

    private static Throwable failure(
            PoolCore pool, Task task, Reply.Answer answer, int item, byte[] encoded, int offset) {
        return RemoteFailure.decode(
                pool.codec(),
                encoded,
                offset,
                task.form().label(item),
                answer.worker(),
                answer.pid(),
                Replay.of(pool, task, item));
    }

    private static void fill(@Nullable Object[] items, int first, int count, ItemFailure failure) {
        Arrays.fill(items, first, first + count, failure);
    }
}
