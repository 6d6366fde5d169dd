package io.multiproc.core.manager.heap;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessLock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A condition in the server. Those that wait are in the order in which they came, guarded by this object's monitor. */
final class HeapCondition implements ProcessCondition {

    private final HeapLock lock;
    private final ArrayDeque<CountDownLatch> waiting = new ArrayDeque<>();

    HeapCondition(HeapLock lock) {
        this.lock = lock;
    }

    @Override
    public ProcessLock lock() {
        return lock;
    }

    @Override
    public void await() throws InterruptedException {
        boolean unused = await(Deadline.NEVER);
    }

    @Override
    public boolean await(Duration timeout) throws InterruptedException {
        return await(Deadline.after(timeout));
    }

    private boolean await(long deadline) throws InterruptedException {
        lock.ownership().checkOwned("await");
        CountDownLatch signal = new CountDownLatch(1);
        synchronized (waiting) {
            waiting.add(signal);
        }
        int depth = lock.ownership().releaseAll("await");
        boolean signalled = false;
        InterruptedException interrupt = null;
        try {
            signalled =
                    signal.await(Deadline.isOver(deadline) ? 0 : Deadline.remaining(deadline), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupt = e;
        }
        synchronized (waiting) {
            boolean taken = !waiting.remove(signal);
            if (taken && interrupt != null) {
                wake(1); // it was meant for somebody who goes on
            }
            signalled |= taken;
        }
        acquireAgain(depth);
        if (interrupt != null) {
            throw interrupt;
        }
        return signalled;
    }

    /** An interrupt ends the waiting for the signal, not that for the lock, unless the client is gone. */
    private void acquireAgain(int depth) throws InterruptedException {
        boolean interrupted = false;
        while (true) {
            try {
                boolean unused = lock.ownership().acquire(Deadline.NEVER, depth);
                break;
            } catch (InterruptedException e) {
                if (Caller.required().session().isEnded()) {
                    throw e;
                }
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * For objects of the program's own in the server; elsewhere a proxy waits itself, as the predicate is its
     * process's.
     */
    @Override
    public void awaitFor(BooleanSupplier predicate) throws InterruptedException {
        while (!predicate.getAsBoolean()) {
            await();
        }
    }

    @Override
    public boolean awaitFor(BooleanSupplier predicate, Duration timeout) throws InterruptedException {
        long deadline = Deadline.after(timeout);
        boolean met = predicate.getAsBoolean();
        while (!met && !Deadline.isOver(deadline)) {
            boolean unused = await(deadline);
            met = predicate.getAsBoolean();
        }
        return met;
    }

    @Override
    public void signal(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("the number of threads to wake must be >= 0: most=" + most);
        }
        lock.ownership().checkOwned(most == 0 ? "awaitFor" : "signal"); // whose proxy asks so whether it may
        synchronized (waiting) {
            wake(most);
        }
    }

    private void wake(int most) {
        for (int i = 0; i < most && !waiting.isEmpty(); i++) {
            waiting.remove().countDown();
        }
    }

    /** Its kind and lock. */
    @Override
    public String toString() {
        return "ProcessCondition(" + lock + ")";
    }
}
