package io.multiproc.core.sync;

import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.memory.Segment;
import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.SlotReference;
import io.multiproc.ipc.memory.WaitCells;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessLock;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A condition in a segment: one word that numbers those who wait, and a wait cell for each of them.
 *
 * <pre>
 * state of a cell:   WAITING ── signal ──▶ SIGNALLED ── its process is dead: another waiter takes the signal ──▶ TAKEN
 * its stamp:         the number of the youngest waiter when it was signalled; only those up to it may take the signal
 * </pre>
 *
 * <p>Cells are claimed, signalled, inherited from and freed by threads that have the lock; so a signal meets exactly those
 * who waited when it was given. No wake-up is lost: a thread sleeps on the state of its own cell while that is WAITING.
 */
final class SegmentCondition extends LiveSync implements ProcessCondition {

    /** How many words of a slot it takes. */
    static final int WORDS = 1;

    private static final int SIGNALLED = WaitCells.GIVEN;
    private static final int TAKEN = 2;

    private final Slot slot;
    private final SegmentLock lock;
    private final MappedSegment memory;
    private final WaitCells cells;
    private final int word;

    SegmentCondition(Slot slot, SegmentLock lock) {
        this.slot = slot;
        this.lock = lock;
        this.memory = slot.memory();
        this.cells = slot.segment().cells();
        this.word = slot.word(0);
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
            if (most == Integer.MAX_VALUE) {
                for (int cell = cells.next(-1, word); cell >= 0; cell = cells.next(cell, word)) {
                    boolean unused = signalCell(cell);
                }
            } else {
                signalOldest(most);
            }
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
        Segment segment = slot.segment();
        long number = memory.getAndAdd(word, 1) + 1;
        int cell = cells.claim(segment.mark(), word, Sleep.WAITING, number);
        if (cell < 0) {
            throw new IllegalStateException("too many threads wait for what one process has made");
        }
        int depth = lock.releaseFully();
        boolean interrupted = false;
        try {
            sleep(cell, number, depth, new Sleep(segment, Sleep.NO_OBJECT, deadline));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        lock.acquireAgain(depth);
        boolean signalled = WaitCells.state(cells.fullState(cell)) == SIGNALLED;
        cells.free(cell);
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

    private void sleep(int cell, long number, int depth, Sleep sleep) throws InterruptedException {
        long waiting = cells.fullState(cell);
        boolean timeLeft = true;
        while (timeLeft && WaitCells.state(waiting) == Sleep.WAITING) {
            timeLeft = sleep.on(cells.stateWord(cell), (int) waiting);
            if (sleep.shouldLookForDeath() && signalOfTheDead(number) >= 0) {
                lock.acquireAgain(depth);
                inherit(cell, number);
                int unused = lock.releaseFully();
            }
            waiting = cells.fullState(cell);
        }
    }

    /** A cell whose process died with a signal that was given when this thread waited too; -1 if there is none. */
    private int signalOfTheDead(long number) {
        int cell = cells.next(-1, word);
        while (cell >= 0 && !isSignalOfTheDead(cell, cells.fullState(cell), number)) {
            cell = cells.next(cell, word);
        }
        return cell;
    }

    private boolean isSignalOfTheDead(int cell, long full, long number) {
        return WaitCells.state(full) == SIGNALLED
                && WaitCells.stamp(full) - (int) number >= 0
                && !slot.segment().isAlive(cells.mark(cell));
    }

    /**
     * With the lock: takes the signal of a dead process. This thread has it first, and then it is taken from the dead: who
     * dies in between leaves it to others.
     */
    private void inherit(int own, long number) {
        int dead = signalOfTheDead(number);
        long waiting = cells.fullState(own);
        if (dead >= 0 && WaitCells.state(waiting) == Sleep.WAITING) {
            long full = cells.fullState(dead);
            if (isSignalOfTheDead(dead, full, number)
                    && cells.changeState(own, waiting, SIGNALLED, WaitCells.stamp(full))) {
                cells.changeState(dead, full, TAKEN, 0);
            }
        }
    }

    private boolean signalCell(int cell) {
        long full = cells.fullState(cell);
        if (WaitCells.state(full) != Sleep.WAITING
                || cells.object(cell) != word
                || !cells.changeState(cell, full, SIGNALLED, (int) memory.getVolatile(word))) {
            return false;
        }
        cells.stateWord(cell).wakeOne();
        return true;
    }

    private void signalOldest(int most) {
        for (int left = most, cell = oldest(); cell >= 0 && left > 0; cell = oldest()) {
            left -= signalCell(cell) ? 1 : 0;
        }
    }

    /** The cell of who has waited longest without a signal; -1 if nobody does. */
    private int oldest() {
        int oldest = -1;
        for (int cell = cells.next(-1, word); cell >= 0; cell = cells.next(cell, word)) {
            if (WaitCells.state(cells.fullState(cell)) == Sleep.WAITING
                    && (oldest < 0 || cells.number(cell) < cells.number(oldest))) {
                oldest = cell;
            }
        }
        return oldest;
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
