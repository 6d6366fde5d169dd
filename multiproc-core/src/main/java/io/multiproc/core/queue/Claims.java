package io.multiproc.core.queue;

import io.multiproc.core.queue.Board.Waiting;
import io.multiproc.ipc.frame.FrameType;
import java.util.concurrent.locks.Condition;

/**
 * The threads of this process that wait for the owner to give them something, an element or a slot. Guarded by the lock
 * of the queue.
 *
 * <p>Each counts itself in on the board, and ends its waiting in one of two ways: it counts itself out, or the owner
 * has claimed it and promises what it waits for.
 */
final class Claims {

    private final Board board;
    private final Waiting who;
    private final Outbox outbox;
    private final byte[] message;
    private final Condition changed;
    private int threads;
    private int promised;
    private int abandoned;

    Claims(Board board, Waiting who, FrameType message, Outbox outbox, Condition changed) {
        this.board = board;
        this.who = who;
        this.outbox = outbox;
        this.message = QueueMessages.empty(message);
        this.changed = changed;
    }

    /** Whether threads wait, who come first. */
    boolean isAnyWaiting() {
        return threads > 0;
    }

    void enter() {
        threads++;
        if (board.enter(who)) {
            outbox.send(message);
        }
    }

    /** The thread gives up; false if what it waits for is on its way. */
    boolean leave() {
        return board.leave(who);
    }

    /** The thread has got what was promised, or has given up. */
    void left() {
        threads--;
    }

    /** Takes what the owner has promised to one thread. */
    boolean redeem() {
        if (promised == 0) {
            return false;
        }
        promised--;
        if (abandoned > 0 && board.leave(who)) { // it was another's, and this thread is still counted in
            abandoned--;
        }
        return true;
    }

    /** The thread gives up what is on its way: when that comes, it is for another thread of this process. */
    void abandon() {
        abandoned++;
    }

    /** The owner has sent a promise. */
    void promise(int count) {
        promised += count;
        changed.signalAll();
    }

    Condition changed() {
        return changed;
    }
}
