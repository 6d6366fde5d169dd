package io.multiproc.core.queue;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Elements that the owner has given this process, as long as it does not take them back; guarded by the queue's lock.
 */
final class HeldLease {

    private final Board board;
    private final int id;
    private final byte[] payload;
    private final boolean reported;
    private int position = QueueMessages.GIVE_HEAD;
    private int next;

    /**
     * A lease.
     *
     * @param first the number of its first element that is here
     */
    HeldLease(Board board, int id, int first, byte[] payload, boolean reported) {
        this.board = board;
        this.id = id;
        this.next = first;
        this.payload = payload;
        this.reported = reported;
    }

    /** Whether the owner wants to know what is taken. */
    boolean isReported() {
        return reported;
    }

    boolean isFinished() {
        return position >= payload.length;
    }

    /** Takes the next element, or gives null if the owner has taken back what is left, or others have it. */
    @Nullable
    Element poll() {
        int taken = isFinished() ? Board.NONE : board.take(id);
        if (taken == Board.NONE) {
            position = payload.length;
            return null;
        }
        ByteBuffer view = ByteBuffer.wrap(payload);
        for (; next < taken; next++) { // others have taken these
            position += Chunk.LENGTH_BYTES + view.getInt(position);
        }
        int length = view.getInt(position);
        Element element = new Element(payload, position + Chunk.LENGTH_BYTES, length);
        position += Chunk.LENGTH_BYTES + length;
        next++;
        return element;
    }
}
