package io.multiproc.core.pool.outcome;

import io.multiproc.core.pool.blame.ItemFailure;
import io.multiproc.core.pool.blame.UnreadFailure;
import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.ipc.codec.UnreadItem;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the results of a chunk that cannot be read here. There may be a million, so they share a failure where
 * only the first one is thrown.
 */
final class UnreadResults implements UnreadItem.Place {

    private final Task task;
    private final Reply.Answer answer;
    private @Nullable ItemFailure first;

    UnreadResults(Task task, Reply.Answer answer) {
        this.task = task;
        this.answer = answer;
    }

    @Override
    public Object fill(int index, UnreadItem unread) {
        ItemFailure failure = first;
        if (failure == null || task.isEach()) {
            failure = failure(task.form().label(answer.item() + index), unread.reason(), unread.cause());
            first = failure;
        }
        return failure;
    }

    /** Of a message that cannot be read at all. */
    ItemFailure all(int count, RuntimeException reason) {
        int item = answer.item();
        String where = count == 1 ? task.form().label(item) : task.form().label(item, count);
        return failure(where, String.valueOf(reason.getMessage()), reason.getCause());
    }

    private ItemFailure failure(String where, String reason, @Nullable Throwable cause) {
        return new ItemFailure(UnreadFailure.result(where, answer, reason, cause), answer.order());
    }
}
