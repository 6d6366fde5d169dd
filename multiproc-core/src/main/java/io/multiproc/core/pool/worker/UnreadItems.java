package io.multiproc.core.pool.worker;

import io.multiproc.ipc.codec.UnreadItem;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the items of a chunk that cannot be read. There may be a million, of a class that is missing, so they share
 * what is told of them, where it is the same, or where only the first one is thrown.
 */
final class UnreadItems implements UnreadItem.Place {

    private final boolean each;
    private @Nullable UnreadItem latest;

    /**
     * For a chunk.
     *
     * @param each whether each of its items has an outcome of its own
     */
    UnreadItems(boolean each) {
        this.each = each;
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
