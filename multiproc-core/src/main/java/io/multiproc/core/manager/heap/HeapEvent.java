package io.multiproc.core.manager.heap;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessEvent;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An event in the server. {@code lock} guards all of it. */
final class HeapEvent implements ProcessEvent {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean set;
    private long sets;

    @Override
    public boolean isSet() {
        lock.lock();
        try {
            return set;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void set() {
        lock.lock();
        try {
            set = true;
            sets++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            set = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await() throws InterruptedException {
        boolean unused = await(Deadline.NEVER);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return await(Deadline.after(timeout));
    }

    /** Who waits sees a set that is followed by a clear at once. */
    private boolean await(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long before = sets;
            return Awaiting.until(changed, () -> set || sets != before, deadline);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is set. */
    @Override
    public String toString() {
        return "ProcessEvent(" + (isSet() ? "set)" : "unset)");
    }
}
