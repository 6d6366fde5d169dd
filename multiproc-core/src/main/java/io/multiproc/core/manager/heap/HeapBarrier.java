package io.multiproc.core.manager.heap;

import io.multiproc.core.sync.BarrierAction;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessBarrier;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A barrier in the server; each meeting is a {@code Round}. {@code lock} guards all of it. */
final class HeapBarrier implements ProcessBarrier {

    private final int parties;
    private final @Nullable SerializableRunnable action;
    private final @Nullable Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Round round = new Round();

    HeapBarrier(int parties, @Nullable SerializableRunnable action, @Nullable Duration timeout) {
        if (parties < 1) {
            throw new IllegalArgumentException("parties must be >= 1: parties=" + parties);
        }
        this.parties = parties;
        this.action = action;
        this.timeout = timeout;
    }

    private static final class Round {

        private int arrived;
        private boolean complete;
        private boolean broken;
    }

    @Override
    public int parties() {
        return parties;
    }

    @Override
    public int waiting() {
        lock.lock();
        try {
            return round.broken ? 0 : round.arrived;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isBroken() {
        lock.lock();
        try {
            return round.broken;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int await() throws InterruptedException, BrokenBarrierException {
        return await(timeout == null ? Deadline.NEVER : Deadline.after(timeout));
    }

    @Override
    public int await(Duration limit) throws InterruptedException, BrokenBarrierException {
        return await(Deadline.after(limit));
    }

    private int await(long deadline) throws InterruptedException, BrokenBarrierException {
        lock.lockInterruptibly();
        Round mine = round;
        int index = mine.arrived;
        try {
            checkWhole(mine, "is broken (reset it to use it again)");
            mine.arrived++;
            if (mine.arrived == parties) {
                meet(mine);
                return index;
            }
            boolean met = Awaiting.until(changed, () -> mine.complete || mine.broken, deadline);
            if (!met) {
                breakRound(mine);
            }
            checkWhole(
                    mine,
                    met
                            ? "was broken while this thread waited, or reset (a party gave up, failed or died)"
                            : "is broken: not all came in time (reset it to use it again)");
            return index;
        } catch (InterruptedException e) {
            if (!mine.complete) {
                breakRound(mine);
                throw e;
            }
            Thread.currentThread().interrupt(); // is remembered: the others have passed
            return index;
        } finally {
            lock.unlock();
        }
    }

    private void meet(Round mine) {
        boolean done = false;
        try {
            if (action != null) {
                BarrierAction.run(action);
            }
            done = true;
        } finally {
            if (done) {
                mine.complete = true;
                round = new Round();
                changed.signalAll();
            } else {
                breakRound(mine);
            }
        }
    }

    @Override
    public void abort() {
        lock.lock();
        try {
            breakRound(round);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void reset() {
        lock.lock();
        try {
            breakRound(round);
            round = new Round();
        } finally {
            lock.unlock();
        }
    }

    private void breakRound(Round which) {
        which.broken = true;
        changed.signalAll();
    }

    private static void checkWhole(Round which, String how) throws BrokenBarrierException {
        if (which.broken) {
            throw new BrokenBarrierException("the barrier " + how);
        }
    }

    /** Parties, those that wait, and whether it is broken. */
    @Override
    public String toString() {
        return "ProcessBarrier(parties=" + parties + ", waiting=" + waiting() + (isBroken() ? ", broken)" : ")");
    }
}
