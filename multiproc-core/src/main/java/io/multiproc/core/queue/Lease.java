package io.multiproc.core.queue;

import org.jspecify.annotations.Nullable;

/**
 * Elements that a process has been given and may take without asking, until the rest is taken back. The first ones are
 * promised to threads that wait for them. Guarded by the lock of the queue.
 */
final class Lease {

    private final Board board;
    private final int id;
    private final int promised;
    private final boolean reported;
    private Chunk chunk;
    private int limit;

    Lease(Board board, int id, Chunk chunk, int promised, boolean reported) {
        this.board = board;
        this.id = id;
        this.chunk = chunk;
        this.promised = promised;
        this.reported = reported;
        this.limit = chunk.count();
        board.lease(id, limit);
    }

    /** Whether the process says when it takes something, so that its room can be used. */
    boolean isReported() {
        return reported;
    }

    int promised() {
        return promised;
    }

    int taken() {
        return Math.min(board.taken(id), limit);
    }

    /** Elements that take up room: what is promised counts as taken. */
    int occupied() {
        return limit - Math.max(promised, taken());
    }

    boolean isFinished() {
        return taken() == limit;
    }

    /** Takes back what is neither taken nor promised. */
    @Nullable
    Chunk recall() {
        return limit > promised ? cut(promised) : null;
    }

    /** Takes back what has not been taken: for a process that is gone. */
    @Nullable
    Chunk recallAll() {
        return cut(0);
    }

    private @Nullable Chunk cut(int keep) {
        int stays = Math.min(board.cut(id, keep), limit);
        if (stays == limit) {
            return null;
        }
        limit = stays;
        Chunk returned = chunk;
        if (stays > 0) {
            chunk = returned.split(stays, stays, 0);
        }
        return returned;
    }
}
