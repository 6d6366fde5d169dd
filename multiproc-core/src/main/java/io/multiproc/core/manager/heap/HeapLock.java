package io.multiproc.core.manager.heap;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessLock;
import java.time.Duration;
import java.util.OptionalLong;

/** A lock in the server. */
class HeapLock implements ProcessLock {

    private final Ownership ownership;

    HeapLock() {
        this(false);
    }

    HeapLock(boolean reentrant) {
        this.ownership = new Ownership(reentrant);
    }

    final Ownership ownership() {
        return ownership;
    }

    @Override
    public final void acquire() throws InterruptedException {
        boolean unused = ownership.acquire(Deadline.NEVER);
    }

    @Override
    public final boolean acquire(Duration timeout) throws InterruptedException {
        return ownership.acquire(Deadline.after(timeout));
    }

    @Override
    public final boolean tryAcquire() {
        return ownership.tryAcquire();
    }

    @Override
    public final void release() {
        ownership.release();
    }

    @Override
    public final boolean isLocked() {
        return ownership.isLocked();
    }

    @Override
    public final OptionalLong previousOwnerDied() {
        return ownership.previousOwnerDied();
    }

    /** Its kind and owner. */
    @Override
    public String toString() {
        return "ProcessLock(owner=" + ownership.ownerInWords() + ")";
    }
}
