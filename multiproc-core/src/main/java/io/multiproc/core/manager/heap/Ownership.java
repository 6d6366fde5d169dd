package io.multiproc.core.manager.heap;

import io.multiproc.ipc.time.Deadline;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who has a lock of the server: a thread of a client, as often as it has acquired it. When the client is gone, so is
 * its hold. {@code guard} guards all of it; a session's lock may be taken with it held, not the other way round.
 */
final class Ownership implements Holding {

    private final boolean reentrant;
    private final ReentrantLock guard = new ReentrantLock();
    private final Condition freed = guard.newCondition();
    private @Nullable Caller owner;
    private int depth;
    private OptionalLong deadOwner = OptionalLong.empty();

    Ownership(boolean reentrant) {
        this.reentrant = reentrant;
    }

    boolean acquire(long deadline) throws InterruptedException {
        return acquire(deadline, 1);
    }

    /** As {@link #acquire(long)}, several times at once. */
    boolean acquire(long deadline, int times) throws InterruptedException {
        Caller caller = Caller.required();
        guard.lockInterruptibly();
        try {
            if (reentrant && caller.equals(owner)) {
                depth += times;
                return true;
            }
            if (!Awaiting.until(freed, () -> owner == null, deadline)) {
                return false;
            }
            if (!caller.session().hold(this)) {
                freed.signal();
                throw new InterruptedException("the client is gone that waited for a lock: " + caller.session());
            }
            owner = caller;
            depth = times;
            return true;
        } finally {
            guard.unlock();
        }
    }

    boolean tryAcquire() {
        try {
            return acquire(Deadline.NOW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void release() {
        guard.lock();
        try {
            if (reentrant && !Caller.required().equals(owner)) {
                throw new IllegalStateException("the lock is not held by this thread: owner=" + ownerInWords()
                        + " (only its owner may release it)");
            }
            if (owner == null) {
                throw new IllegalStateException("the lock is not held by anybody: release without acquire");
            }
            if (--depth == 0) {
                free(OptionalLong.empty());
            }
        } finally {
            guard.unlock();
        }
    }

    /** Releases it, however often it was acquired, and tells how often that was. */
    int releaseAll(String operation) {
        guard.lock();
        try {
            checkOwned(operation);
            int had = depth;
            free(OptionalLong.empty());
            return had;
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void holderGone(Holder session) {
        guard.lock();
        try {
            if (owner != null && owner.session() == session) {
                free(OptionalLong.of(session.pid()));
            }
        } finally {
            guard.unlock();
        }
    }

    /** For what is only for the owner of a condition's lock. */
    void checkOwned(String operation) {
        guard.lock();
        try {
            if (!Caller.required().equals(owner)) {
                throw new IllegalStateException("the condition's lock is not held by this thread: " + operation
                        + ", owner=" + ownerInWords() + " (acquire the condition first)");
            }
        } finally {
            guard.unlock();
        }
    }

    /** Who has it, as the calling thread sees it. */
    String ownerInWords() {
        guard.lock();
        try {
            Caller caller = Caller.current();
            if (owner == null) {
                return "none";
            }
            if (caller == null || caller.session() != owner.session()) {
                return "another process, pid " + owner.session().pid();
            }
            return owner.equals(caller) ? "this thread" : "another thread of this process";
        } finally {
            guard.unlock();
        }
    }

    boolean isLocked() {
        guard.lock();
        try {
            return owner != null;
        } finally {
            guard.unlock();
        }
    }

    int holdCount() {
        guard.lock();
        try {
            return Caller.required().equals(owner) ? depth : 0;
        } finally {
            guard.unlock();
        }
    }

    OptionalLong previousOwnerDied() {
        guard.lock();
        try {
            return deadOwner;
        } finally {
            guard.unlock();
        }
    }

    private void free(OptionalLong dead) {
        Caller had = owner;
        if (had != null) {
            had.session().drop(this);
        }
        owner = null;
        depth = 0;
        deadOwner = dead;
        freed.signal();
    }
}
