package io.multiproc.core.sync;

import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.SlotReference;
import io.multiproc.sync.ReentrantProcessLock;

/** A lock in a segment that its thread may have more than once. */
final class SegmentReentrantLock extends SegmentLock implements ReentrantProcessLock {

    SegmentReentrantLock(Slot slot) {
        super(slot);
    }

    @Override
    SyncHandle handle() {
        return new Handle(word.slot().share());
    }

    @Override
    boolean acquire(long deadline) throws InterruptedException {
        return acquiredOnceMore() || (word.acquire(deadline) && acquiredFirst());
    }

    @Override
    public boolean tryAcquire() {
        return acquiredOnceMore() || (word.tryAcquire() && acquiredFirst());
    }

    @Override
    public void release() {
        if (!word.isMine()) {
            throw new IllegalStateException("the lock is not held by this thread: owner=" + Owner.of(word)
                    + " (only its owner may release it)");
        }
        int depth = word.depth();
        if (depth > 1) {
            word.setDepth(depth - 1);
        } else {
            word.release();
        }
    }

    @Override
    public int holdCount() {
        return word.isMine() ? word.depth() : 0;
    }

    @Override
    int releaseFully() {
        int depth = word.depth();
        word.release();
        return depth;
    }

    @Override
    void acquireAgain(int depth) {
        word.acquireUninterruptibly();
        word.setDepth(depth);
    }

    /** Its kind, who has it, and how often. */
    @Override
    public String toString() {
        return "ReentrantProcessLock(owner=" + Owner.of(word) + ", count=" + (isLocked() ? word.depth() : 0) + ")";
    }

    private boolean acquiredOnceMore() {
        if (!word.isMine()) {
            return false;
        }
        if (word.depth() == Integer.MAX_VALUE) {
            throw new IllegalStateException("the lock was acquired too often by this thread: count=" + word.depth());
        }
        word.setDepth(word.depth() + 1);
        return true;
    }

    private boolean acquiredFirst() {
        word.setDepth(1);
        return true;
    }

    private record Handle(SlotReference slot) implements SyncHandle {

        @Override
        public LiveSync restore() {
            return new SegmentReentrantLock(SharedHeap.local().attach(slot));
        }
    }
}
