package io.multiproc.core.sync;

import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.SlotReference;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessBarrier;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A barrier in a segment; {@link BarrierState} draws its states. */
final class SegmentBarrier extends LiveSync implements ProcessBarrier {

    private final BarrierState state;
    private final @Nullable SerializableRunnable action;
    private final @Nullable Duration timeout;

    SegmentBarrier(Slot slot, @Nullable SerializableRunnable action, @Nullable Duration timeout) {
        this.state = new BarrierState(slot);
        this.action = action;
        this.timeout = timeout;
    }

    @Override
    SyncHandle handle() {
        return new Handle(state.slot().share(), action, timeout);
    }

    @Override
    Slot slot() {
        return state.slot();
    }

    @Override
    public int parties() {
        return state.parties();
    }

    @Override
    public int waiting() {
        return state.state() == BarrierState.FILLING ? state.arrived() : 0;
    }

    @Override
    public boolean isBroken() {
        return state.isBroken();
    }

    @Override
    public int await() throws InterruptedException, BrokenBarrierException {
        return meet(timeout == null ? Deadline.NEVER : Deadline.after(timeout));
    }

    @Override
    public int await(Duration time) throws InterruptedException, BrokenBarrierException {
        return meet(Deadline.after(time));
    }

    @Override
    public void abort() {
        underMutex(state::breakNow);
    }

    @Override
    public void reset() {
        underMutex(state::reset);
    }

    /** Its kind and state. */
    @Override
    public String toString() {
        return "ProcessBarrier(parties=" + parties() + ", waiting=" + waiting() + (isBroken() ? ", broken)" : ")");
    }

    private int meet(long deadline) throws InterruptedException, BrokenBarrierException {
        try {
            int cell;
            int index;
            lockWhenOthersHaveGone();
            try {
                if (state.state() == BarrierState.BROKEN) {
                    throw new BrokenBarrierException("the barrier is broken (reset it to use it again)");
                }
                cell = state.enter();
                index = state.arrive();
                if (index + 1 == parties()) {
                    complete();
                }
            } finally {
                state.unlock();
            }
            if (index + 1 == parties()) {
                actAndLeave(cell);
            } else {
                awaitOthers(cell, deadline);
            }
            return index;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Gets the mutex at a time when nobody has still to leave; a thread that is interrupted before harms no others. */
    private void lockWhenOthersHaveGone() throws InterruptedException {
        try (Sleep sleep = new Sleep(state.slot().segment(), state.entrance(), Deadline.NEVER)) {
            state.lock();
            state.endIfAllHaveGone();
            while (BarrierState.isLeaving(state.state())) {
                int full = state.full();
                state.unlock();
                state.sleep(sleep, full);
                state.lock();
                lookForDeath(sleep);
                state.endIfAllHaveGone();
            }
        }
    }

    /** With the mutex. */
    private void lookForDeath(Sleep sleep) {
        if (BarrierState.isOpen(state.state()) && sleep.shouldLookForDeath() && state.somebodyDiedAWhileAgo()) {
            state.breakNow();
        }
    }

    /** With the mutex: the last one has come. */
    private void complete() {
        if (state.somebodyDied()) {
            state.breakNow();
        } else if (action == null) {
            state.pass();
        } else {
            state.beginAction();
        }
    }

    private void actAndLeave(int cell) throws BrokenBarrierException {
        if (action != null && state.state() == BarrierState.ACTION) {
            runAction(cell, action);
        }
        leave(cell);
    }

    private void runAction(int cell, SerializableRunnable toRun) {
        boolean done = false;
        try {
            BarrierAction.run(toRun);
            done = true;
        } finally {
            if (done) {
                underMutex(() -> {
                    if (state.state() == BarrierState.ACTION) {
                        state.pass();
                    }
                });
            } else {
                underMutex(() -> {
                    state.breakNow();
                    state.leave(cell);
                });
            }
        }
    }

    private void awaitOthers(int cell, long deadline) throws InterruptedException, BrokenBarrierException {
        boolean interrupted = false;
        try (Sleep sleep = new Sleep(state.slot().segment(), Sleep.NO_OBJECT, deadline);
                Sleep untilActionEnds = new Sleep(state.slot().segment(), Sleep.NO_OBJECT, Deadline.NEVER)) {
            Sleep.spin(() -> !BarrierState.isOpen(state.state()));
            for (int full = state.full(); BarrierState.isOpen(BarrierState.state(full)); full = state.full()) {
                boolean filling = BarrierState.state(full) == BarrierState.FILLING;
                if (!state.sleep(filling ? sleep : untilActionEnds, full)) {
                    breakIf(() -> state.state() == BarrierState.FILLING);
                }
                breakIfSomebodyDied(sleep);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            leaveInterrupted(cell);
        } else {
            leave(cell);
        }
    }

    /**
     * Breaks the barrier, unless all have met meanwhile: then the interruption is remembered, for the others have
     * passed.
     */
    private void leaveInterrupted(int cell) throws InterruptedException {
        boolean passed;
        state.lock();
        try {
            passed = state.state() == BarrierState.PASSED;
            if (BarrierState.isOpen(state.state())) {
                state.breakNow();
            }
            state.leave(cell);
        } finally {
            state.unlock();
        }
        if (!passed) {
            throw new InterruptedException("interrupted while waiting for the other parties: the barrier is broken");
        }
        Thread.currentThread().interrupt();
    }

    private void breakIfSomebodyDied(Sleep sleep) {
        if (sleep.shouldLookForDeath() && state.somebodyDiedAWhileAgo()) {
            breakIf(() -> BarrierState.isOpen(state.state()) && state.somebodyDied());
        }
    }

    private void breakIf(BooleanSupplier reason) {
        underMutex(() -> {
            if (reason.getAsBoolean()) {
                state.breakNow();
            }
        });
    }

    /** Sees what came of the waiting, and goes. */
    private void leave(int cell) throws BrokenBarrierException {
        boolean passed;
        state.lock();
        try {
            passed = state.state() == BarrierState.PASSED;
            state.leave(cell);
        } finally {
            state.unlock();
        }
        if (!passed) {
            throw new BrokenBarrierException(
                    "the barrier was broken while this thread waited, or reset (a party gave up, failed or died)");
        }
    }

    private void underMutex(Runnable change) {
        state.lock();
        try {
            change.run();
        } finally {
            state.unlock();
            Reference.reachabilityFence(this);
        }
    }

    private record Handle(
            SlotReference slot,
            @Nullable SerializableRunnable action,
            @Nullable Duration timeout) implements SyncHandle {

        @Override
        public LiveSync restore() {
            return new SegmentBarrier(SharedHeap.local().attach(slot), action, timeout);
        }
    }
}
