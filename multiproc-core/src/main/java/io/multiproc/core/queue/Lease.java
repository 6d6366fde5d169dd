package io.multiproc.core.queue;

import org.jspecify.annotations.Nullable;

/**
 * Elements that a process, or several together, have been given and may take without asking, until the rest is taken
 * back. The first ones may be promised to threads that wait for them. Guarded by the lock of the queue.
 */
final class Lease {

    private final Board board;
    private final int id;
    private final int promised;
    private final boolean reported;
    /** What has not been seen to be taken. */
    private Chunk rest;

    private int seen;
    private int limit;

    Lease(Board board, int id, Chunk chunk, int promised, boolean reported) {
        this.board = board;
        this.id = id;
        this.rest = chunk;
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

    /** About the bytes of those elements. */
    long occupiedBytes() {
        return rest.count() == 0 ? 0 : (long) occupied() * rest.size() / rest.count();
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

    int id() {
        return id;
    }

    /** Takes the next element for a thread of the owner, or gives null. */
    @Nullable
    Element poll() {
        int number = board.take(id);
        if (number == Board.NONE) {
            return null;
        }
        see(number);
        seen++;
        return rest.poll();
    }

    /** What has not been taken, for one more process; {@link #seen} is the number of its first element. */
    Chunk rest() {
        see(taken());
        return rest;
    }

    /** The number of the first element of {@link #rest}. */
    int seen() {
        return seen;
    }

    private @Nullable Chunk cut(int keep) {
        int stays = Math.min(board.cut(id, keep), limit);
        if (stays == limit) {
            return null;
        }
        limit = stays;
        Chunk returned = rest;
        rest = returned.take(stays - seen);
        return returned;
    }

    /** The elements before that number are taken: they are not needed any more. */
    private void see(int number) {
        Chunk unused = rest.take(number - seen);
        seen = number;
    }
}
