package io.multiproc.core.queue;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Elements that the owner has given this process, as long as it does not take them back; guarded by the queue's lock. */
final class HeldLease {

    private final Board board;
    private final int id;
    private final byte[] payload;
    private final boolean reported;
    private int position = QueueMessages.GIVE_HEAD;

    HeldLease(Board board, int id, byte[] payload, boolean reported) {
        this.board = board;
        this.id = id;
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

    /** Takes the next element, or gives null if the owner has taken back what is left. */
    @Nullable
    Element poll() {
        if (isFinished() || !board.take(id)) {
            position = payload.length;
            return null;
        }
        int length = ByteBuffer.wrap(payload).getInt(position);
        Element element = new Element(payload, position + Chunk.LENGTH_BYTES, length);
        position += Chunk.LENGTH_BYTES + length;
        return element;
    }
}
