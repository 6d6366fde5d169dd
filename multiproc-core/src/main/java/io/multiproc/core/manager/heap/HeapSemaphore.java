package io.multiproc.core.manager.heap;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.BoundedProcessSemaphore;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A semaphore in the server, with a limit that may be out of reach. {@code lock} guards all of it. */
class HeapSemaphore implements BoundedProcessSemaphore {

    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private int value;

    HeapSemaphore(int value, int limit) {
        if (value < 0) {
            throw new IllegalArgumentException("permits must be >= 0: permits=" + value);
        }
        this.value = value;
        this.limit = limit;
    }

    @Override
    public final void acquire() throws InterruptedException {
        boolean unused = acquire(Deadline.NEVER);
    }

    @Override
    public final boolean acquire(Duration timeout) throws InterruptedException {
        return acquire(Deadline.after(timeout));
    }

    private boolean acquire(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean got = Awaiting.until(released, () -> value > 0, deadline);
            if (got && !take()) {
                released.signal();
                throw new InterruptedException("the client is gone that waited for a permit");
            }
            return got;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final boolean tryAcquire() {
        lock.lock();
        try {
            return value > 0 && take();
        } finally {
            lock.unlock();
        }
    }

    private boolean take() {
        if (!taken()) {
            return false;
        }
        value--;
        return true;
    }

    @Override
    public final void release() {
        lock.lock();
        try {
            givenBack();
            if (value == limit) {
                throw new IllegalStateException(
                        "semaphore released too many times: value=" + value + ", limit=" + limit);
            }
            add(1);
        } finally {
            lock.unlock();
        }
    }

    /** The caller is about to get a permit; returns false if its process is gone. Called with the lock. */
    boolean taken() {
        return true;
    }

    /** The caller is about to release; throws if it may not. Called with the lock. */
    void givenBack() {}

    /** There are so many permits more; called with the lock. */
    final void add(int permits) {
        value += permits;
        for (int i = 0; i < permits; i++) {
            released.signal();
        }
    }

    /** Does something with the lock. */
    final void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final int value() {
        lock.lock();
        try {
            return value;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public final int limit() {
        return limit;
    }

    /** Its kind, value and limit. */
    @Override
    public String toString() {
        return limit == Integer.MAX_VALUE
                ? "ProcessSemaphore(value=" + value() + ")"
                : "BoundedProcessSemaphore(value=" + value() + ", limit=" + limit + ")";
    }
}
