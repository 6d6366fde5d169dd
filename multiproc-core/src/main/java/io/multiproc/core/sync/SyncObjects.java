package io.multiproc.core.sync;

import io.multiproc.core.current.AtExit;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.WaitCells;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.sync.SyncSnapshot;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the objects of this package. May be used by any thread. */
public final class SyncObjects {

    static {
        AtExit.register(AtExit.PIPES, RunDirectory::deleteLocal);
    }

    private SyncObjects() {}

    /** A lock that is free. */
    public static ProcessLock lock() {
        return new SegmentLock(allocate(SegmentLock.WORDS, Kind.LOCK));
    }

    /** A lock that is free, and that its thread may have more than once. */
    public static ReentrantProcessLock reentrantLock() {
        return new SegmentReentrantLock(allocate(SegmentLock.WORDS, Kind.REENTRANT_LOCK));
    }

    /**
     * A semaphore with so many permits.
     *
     * @param permits 0 or more
     */
    public static ProcessSemaphore semaphore(int permits) {
        return new SegmentSemaphore(SegmentSemaphore.initialize(
                allocate(SegmentSemaphore.WORDS, Kind.SEMAPHORE), check(permits), Integer.MAX_VALUE));
    }

    /**
     * A semaphore with so many permits, and never more.
     *
     * @param permits 0 or more
     */
    public static BoundedProcessSemaphore boundedSemaphore(int permits) {
        return new SegmentBoundedSemaphore(SegmentSemaphore.initialize(
                allocate(SegmentSemaphore.WORDS, Kind.BOUNDED_SEMAPHORE), check(permits), permits));
    }

    /**
     * A semaphore with so many permits that knows their holders, and gets back those of processes that die.
     *
     * @param permits 1 to {@link SegmentPermits#MOST}
     */
    public static BoundedProcessSemaphore returningSemaphore(int permits) {
        if (permits < 1 || permits > SegmentPermits.MOST) {
            throw new IllegalArgumentException("permits of a semaphore that gets them back must be between 1 and "
                    + SegmentPermits.MOST + ": permits=" + permits);
        }
        return new SegmentPermits(
                SegmentPermits.initialize(allocate(SegmentPermits.words(permits), Kind.RETURNING_SEMAPHORE), permits));
    }

    /** A condition with a re-entrant lock of its own. */
    public static ProcessCondition condition() {
        return condition(reentrantLock());
    }

    /** A condition with that lock, which is one of this class's. */
    public static ProcessCondition condition(ProcessLock lock) {
        if (!(Objects.requireNonNull(lock, "lock") instanceof SegmentLock ours)) {
            throw new IllegalArgumentException("a condition needs a lock that lock() or rlock() made: lock=" + lock);
        }
        return new SegmentCondition(allocate(SegmentCondition.WORDS, Kind.CONDITION), ours);
    }

    /** An event that is not set. */
    public static ProcessEvent event() {
        return new SegmentEvent(allocate(SegmentEvent.WORDS, Kind.EVENT));
    }

    /**
     * A barrier.
     *
     * @param parties 1 to {@link WaitCells#MOST}
     * @param action run by the last to come, or null
     * @param timeout for those who give none, or null
     */
    public static ProcessBarrier barrier(
            int parties, @Nullable SerializableRunnable action, @Nullable Duration timeout) {
        if (parties < 1) {
            throw new IllegalArgumentException("parties must be >= 1: parties=" + parties);
        }
        if (parties > WaitCells.MOST) {
            throw new IllegalArgumentException("parties of a barrier in shared memory must be <= " + WaitCells.MOST
                    + ": parties=" + parties + " (that of a manager has no limit: manager.barrier)");
        }
        return new SegmentBarrier(
                BarrierState.initialize(allocate(BarrierState.WORDS, Kind.BARRIER), parties), action, timeout);
    }

    private static int check(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits must be >= 0: permits=" + permits);
        }
        return permits;
    }

    /** A place for an object that is not one of this package's; see {@link SharedHeap#allocate}. */
    public static Slot allocate(int words) {
        return allocate(words, Kind.OTHER);
    }

    /** Who has and who waits for the objects that this process knows. */
    public static SyncSnapshot snapshot() {
        return SyncInspection.now();
    }

    private static Slot allocate(int words, Kind kind) {
        return SharedHeap.local().allocate(words, kind.number());
    }
}
