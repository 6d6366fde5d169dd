package io.multiproc.core.queue;

import io.multiproc.ipc.frame.FrameException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** All that the owner has given this process and not taken back, oldest first; guarded by the lock of the queue. */
final class HeldLeases {

    private final Board board;
    private final Outbox outbox;
    private @Nullable Board common;
    private final ArrayDeque<HeldLease> leases = new ArrayDeque<>();

    HeldLeases(Board board, Outbox outbox) {
        this.board = board;
        this.outbox = outbox;
    }

    boolean isEmpty() {
        return leases.isEmpty();
    }

    /** The board of the leases that several processes have together. */
    void setCommon(Board common) {
        this.common = common;
    }

    /** Takes what the owner gives. */
    void add(byte[] payload, int flags) throws FrameException {
        if (payload.length <= QueueMessages.GIVE_HEAD) {
            return; // it is here already, and a thread was promised that there is something
        }
        boolean together = (flags & QueueMessages.TOGETHER) != 0;
        Board words = together ? common : board;
        if (words == null) {
            throw new FrameException("elements for several processes, before the board of all");
        }
        int id = QueueMessages.number(payload, 0);
        int first = QueueMessages.number(payload, 8);
        leases.add(new HeldLease(words, id, first, payload, (flags & QueueMessages.REPORT) != 0));
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
                if (lease.isReported() || Board.areMany(leases.size())) {
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
