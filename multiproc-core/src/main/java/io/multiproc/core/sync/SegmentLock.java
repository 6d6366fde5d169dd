package io.multiproc.core.sync;

import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.SlotReference;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessLock;
import java.time.Duration;
import java.util.OptionalLong;

/** A lock in a segment. */
class SegmentLock extends LiveSync implements ProcessLock {

    /** How many words of a slot it takes. */
    static final int WORDS = LockWord.WORDS;

    final LockWord word;

    SegmentLock(Slot slot) {
        this.word = new LockWord(slot, 0);
    }

    @Override
    SyncHandle handle() {
        return new Handle(word.slot().share());
    }

    @Override
    final Slot slot() {
        return word.slot();
    }

    @Override
    public void acquire() throws InterruptedException {
        acquire(Deadline.NEVER);
    }

    @Override
    public final boolean acquire(Duration timeout) throws InterruptedException {
        return acquire(Deadline.after(timeout));
    }

    @Override
    public boolean tryAcquire() {
        return word.tryAcquire();
    }

    @Override
    public void release() {
        if (!word.release()) {
            throw new IllegalStateException("the lock is not held by anybody: release without acquire");
        }
    }

    @Override
    public final boolean isLocked() {
        return word.holder() != 0;
    }

    @Override
    public final OptionalLong previousOwnerDied() {
        return word.previousOwnerDied();
    }

    boolean acquire(long deadline) throws InterruptedException {
        return word.acquire(deadline);
    }

    /** Whether the calling thread has it. */
    final boolean isMine() {
        return word.isMine();
    }

    /** Releases it however often the calling thread has it, which has it; gives how often that was. */
    int releaseFully() {
        release();
        return 1;
    }

    /** Gets it back as often, whatever interrupts the thread. */
    void acquireAgain(int depth) {
        word.acquireUninterruptibly();
    }

    /** Its kind, and who has it. */
    @Override
    public String toString() {
        return "ProcessLock(owner=" + Owner.of(word) + ")";
    }

    private record Handle(SlotReference slot) implements SyncHandle {

        @Override
        public LiveSync restore() {
            return new SegmentLock(SharedHeap.local().attach(slot));
        }
    }
}
