package io.multiproc.core.manager;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.BoundedProcessSemaphore;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A semaphore in the server, with a limit that may be out of reach. {@code lock} guards all of it. */
final class HeapSemaphore implements BoundedProcessSemaphore {

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private int value;

    HeapSemaphore(int value, int limit) {
        if (value < 0) {
            throw new IllegalArgumentException("value must be >= 0: value=" + value);
        }
        this.value = value;
        this.limit = limit;
    }

    @Override
    public void acquire() throws InterruptedException {
        boolean unused = acquire(Deadline.NEVER);
    }

    @Override
    public boolean acquire(Duration timeout) throws InterruptedException {
        return acquire(Deadline.after(timeout));
    }

    private boolean acquire(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean got = Awaiting.until(released, () -> value > 0, deadline);
            if (got) {
                value--;
            }
            return got;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean tryAcquire() {
        lock.lock();
        try {
            boolean got = value > 0;
            if (got) {
                value--;
            }
            return got;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void release() {
        lock.lock();
        try {
            if (value == limit) {
                throw new IllegalStateException("released more often than acquired: value=" + value);
            }
            value++;
            released.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int value() {
        lock.lock();
        try {
            return value;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int limit() {
        return limit;
    }

    /** Its value. */
    @Override
    public String toString() {
        return "Semaphore(value=" + value() + ")";
    }
}
