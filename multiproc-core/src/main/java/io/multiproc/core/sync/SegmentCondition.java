package io.multiproc.core.sync;

import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.SlotReference;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessLock;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A condition in a segment: {@link ConditionCells} draws who waits, and the signals. */
final class SegmentCondition extends LiveSync implements ProcessCondition {

    /** How many words of a slot it takes. */
    static final int WORDS = ConditionCells.WORDS;

    private final Slot slot;
    private final SegmentLock lock;
    private final ConditionCells cells;

    SegmentCondition(Slot slot, SegmentLock lock) {
        this.slot = slot;
        this.lock = lock;
        this.cells = new ConditionCells(slot);
    }

    @Override
    SyncHandle handle() {
        return new Handle(slot.share(), lock);
    }

    @Override
    Slot slot() {
        return slot;
    }

    @Override
    public ProcessLock lock() {
        return lock;
    }

    @Override
    public void await() throws InterruptedException {
        await(Deadline.NEVER);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return await(Deadline.after(timeout));
    }

    @Override
    public void awaitFor(BooleanSupplier predicate) throws InterruptedException {
        awaitFor(predicate, Deadline.NEVER);
    }

    @Override
    public boolean awaitFor(BooleanSupplier predicate, Duration timeout) throws InterruptedException {
        return awaitFor(predicate, Deadline.after(timeout));
    }

    @Override
    public void signal(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("the number of threads to wake must be >= 0: most=" + most);
        }
        checkMine("signal");
        try {
            cells.signal(most);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    /** Its kind and its lock. */
    @Override
    public String toString() {
        return "ProcessCondition(" + lock + ")";
    }

    private boolean awaitFor(BooleanSupplier predicate, long deadline) throws InterruptedException {
        checkMine("awaitFor");
        boolean fulfilled = predicate.getAsBoolean();
        while (!fulfilled && !Deadline.isOver(deadline)) {
            await(deadline);
            fulfilled = predicate.getAsBoolean();
        }
        return fulfilled;
    }

    private boolean await(long deadline) throws InterruptedException {
        checkMine("await");
        try {
            return awaitSignal(deadline);
        } finally {
            Reference.reachabilityFence(slot);
        }
    }

    private boolean awaitSignal(long deadline) throws InterruptedException {
        int cell = cells.enter();
        int depth = lock.releaseFully();
        boolean interrupted = false;
        boolean hasLock = false;
        try {
            hasLock = sleep(cell, depth, new Sleep(slot.segment(), Sleep.NO_OBJECT, deadline));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (!hasLock) {
            lock.acquireAgain(depth);
        }
        boolean signalled = cells.leave(cell);
        if (interrupted) {
            giveUp(signalled);
        }
        return signalled;
    }

    /** A signal is not thrown away for an interruption, which is remembered. */
    private static void giveUp(boolean signalled) throws InterruptedException {
        if (!signalled) {
            throw new InterruptedException("interrupted while waiting for a signal");
        }
        Thread.currentThread().interrupt();
    }

    /**
     * Waits for a signal; whether the thread has the lock again already. One that it got from a dead holder it keeps,
     * since its caller has to hear of that: who gives a lock back says that all is well.
     */
    private boolean sleep(int cell, int depth, Sleep sleep) throws InterruptedException {
        boolean timeLeft = true;
        while (timeLeft && cells.isWaiting(cell)) {
            timeLeft = cells.sleep(sleep, cell);
            if (cells.isWaiting(cell) && sleep.shouldLookForDeath() && cells.hasSignalOfTheDead(cell)) {
                lock.acquireAgain(depth);
                cells.inherit(cell);
                if (!cells.isWaiting(cell) || lock.previousOwnerDied().isPresent()) {
                    return true;
                }
                int unused = lock.releaseFully();
            }
        }
        return false;
    }

    private void checkMine(String call) {
        if (!lock.isMine()) {
            throw new IllegalStateException("the condition's lock is not held by this thread: " + call + ", owner="
                    + Owner.of(lock.word) + " (acquire the condition first)");
        }
    }

    private record Handle(SlotReference slot, ProcessLock lock) implements SyncHandle {

        @Override
        public LiveSync restore() {
            return new SegmentCondition(SharedHeap.local().attach(slot), (SegmentLock) lock);
        }
    }
}
