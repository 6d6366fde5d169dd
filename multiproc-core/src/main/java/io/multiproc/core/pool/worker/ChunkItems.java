package io.multiproc.core.pool.worker;

import io.multiproc.core.pool.wire.TaskBoard;
import io.multiproc.ipc.codec.UnreadItem;
import org.jspecify.annotations.Nullable;

/**
 * The items of a chunk as they are read: the board says which one, in case the worker dies of it. Those that cannot be
 * read may be a million, of a class that is missing, so they share what is told of them, where it is the same, or where
 * only the first one is thrown.
 */
final class ChunkItems implements UnreadItem.Place {

    private final TaskBoard board;
    private final int task;
    private final boolean each;
    private @Nullable UnreadItem latest;

    /**
     * For a chunk.
     *
     * @param each whether each of its items has an outcome of its own
     */
    ChunkItems(TaskBoard board, int task, boolean each) {
        this.board = board;
        this.task = task;
        this.each = each;
    }

    @Override
    public void begins(int index) {
        board.begin(task, TaskBoard.reading(index));
    }

    @Override
    public Object fill(int index, UnreadItem unread) {
        UnreadItem known = latest;
        if (known == null || (each && !known.reason().equals(unread.reason()))) {
            known = unread;
            latest = known;
        }
        return known;
    }
}
