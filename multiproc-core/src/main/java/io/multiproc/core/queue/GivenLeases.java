package io.multiproc.core.queue;

import io.multiproc.core.queue.Board.Waiting;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The leases that one process has for itself, as the owner sees them. Guarded by the lock of the queue. */
final class GivenLeases {

    private static final int MOST_EXTRA_BYTES = 256 * 1024;
    private static final int FIRST_EXTRA = 8;
    private static final int GROWTH = 4;

    private final Board board;
    private final ArrayDeque<Lease> leases = new ArrayDeque<>();
    private int next;
    private int extra = FIRST_EXTRA;

    GivenLeases(Board board) {
        this.board = board;
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        while (!leases.isEmpty() && leases.element().isFinished()) {
            Lease finished = leases.remove();
            if (leases.isEmpty() && finished.taken() > finished.promised()) {
                extra = Math.min(Board.LARGEST_LEASE, Math.max(FIRST_EXTRA, extra * GROWTH));
            }
        }
        return leases.size() < Board.LEASES;
    }

    /**
     * Takes a lease out of the store: what is promised, and more for a process that is alone.
     *
     * @param wanted whether it is of interest when its elements are taken
     * @return the message
     * @throws OutOfMemoryError if there is no room for that; the elements are in the store
     */
    byte[] begin(ElementStore store, int promised, boolean alone, boolean wanted) {
        boolean reported = wanted || Board.areMany(leases.size() + 1);
        int most = alone ? Math.min(store.countTogether(), promised + extra) : promised;
        Chunk chunk = store.poll(promised, Math.min(most, Board.LARGEST_LEASE), MOST_EXTRA_BYTES);
        byte[] message;
        try {
            message = QueueMessages.give(next, promised, 0, reported ? QueueMessages.REPORT : 0, chunk);
        } catch (OutOfMemoryError e) {
            store.giveBack(chunk);
            throw e;
        }
        leases.add(new Lease(board, next++, chunk, promised, reported));
        return message;
    }

    /**
     * Gives the store back what has neither been taken nor been promised.
     *
     * @return whether there was something
     */
    boolean recallInto(ElementStore store, boolean alsoReported) {
        boolean any = false;
        for (Lease lease : leases) {
            Chunk returned = alsoReported || !lease.isReported() ? lease.recall() : null;
            if (returned != null) {
                extra = Math.max(1, lease.taken() - lease.promised());
                store.giveBack(returned);
                any = true;
            }
        }
        return any;
    }

    /** The process is gone: gives the store back what it has not taken. */
    void endInto(ElementStore store) {
        for (Lease lease : leases) {
            @Nullable Chunk returned = lease.recallAll();
            if (returned != null) {
                store.giveBack(returned);
            }
        }
        leases.clear();
    }

    /** Elements that are there and neither taken nor promised. */
    int occupied() {
        int count = 0;
        for (Lease lease : leases) {
            count += lease.occupied();
        }
        return count;
    }

    /** About the bytes of those elements. */
    long occupiedBytes() {
        long bytes = 0;
        for (Lease lease : leases) {
            bytes += lease.occupiedBytes();
        }
        return bytes;
    }

    /** Claims threads of the process that wait for elements, at most so many. */
    int claim(int most) {
        return board.claim(Waiting.GETTERS, most);
    }

    boolean hasWaiting() {
        return board.hasWaiting(Waiting.GETTERS);
    }
}
