package io.multiproc.core.queue;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** All that the owner has given this process and not taken back, oldest first; guarded by the lock of the queue. */
final class HeldLeases {

    private static final int MANY = Board.LEASES / 2;

    private final Board board;
    private final Outbox outbox;
    private final ArrayDeque<HeldLease> leases = new ArrayDeque<>();

    HeldLeases(Board board, Outbox outbox) {
        this.board = board;
        this.outbox = outbox;
    }

    boolean isEmpty() {
        return leases.isEmpty();
    }

    void add(int id, byte[] payload, boolean reported) {
        leases.add(new HeldLease(board, id, payload, reported));
    }

    /** Takes the oldest element, or gives null if there is none that the owner has not taken back. */
    @Nullable
    Element poll() {
        for (HeldLease lease = leases.peek(); lease != null; lease = leases.peek()) {
            Element element = lease.poll();
            if (lease.isFinished()) {
                leases.remove();
            }
            if (element != null) {
                if (lease.isReported() || leases.size() > MANY) {
                    outbox.nudge();
                }
                return element;
            }
        }
        return null;
    }

    void clear() {
        leases.clear();
    }
}
