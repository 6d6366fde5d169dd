package io.multiproc.core.queue;

import io.multiproc.core.waiting.EventWaitable.Subscription;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.QueueClosedException;
import org.jspecify.annotations.Nullable;

/** How this process uses a queue: directly if it owns it, otherwise through a link that is opened on first use. */
final class QueueAccess {

    private final String name;
    private final @Nullable OwnedQueue owned;
    private final @Nullable QueueHandle received;
    private final @Nullable String ownerElsewhere;
    private volatile @Nullable QueueEnd end;
    private volatile boolean closed;
    private volatile boolean cancelled; // set before end is read, and read after end is set: see cancelPassingOn

    /** Access to a queue of this process. */
    QueueAccess(OwnedQueue owned) {
        this.name = owned.name();
        this.owned = owned;
        this.received = null;
        this.ownerElsewhere = null;
        this.end = owned;
    }

    /** Access to a queue of another process. */
    QueueAccess(QueueHandle received) {
        this.name = received.name();
        this.owned = null;
        this.received = received;
        this.ownerElsewhere = received.owner();
    }

    String name() {
        return name;
    }

    /** How much the queue may hold. */
    Capacity capacity() {
        return owned != null ? owned.capacity() : handle().capacity();
    }

    QueueHandle handle(LiveQueue cover) {
        if (closed) {
            throw QueueErrors.closedHere(name, "send");
        }
        return owned != null ? owned.sharing().handle(cover) : handle();
    }

    /** The process that keeps what is in the queue; null: this one. */
    @Nullable
    String ownerElsewhere() {
        return ownerElsewhere;
    }

    /** The queue, to do something with that is named in the message if this process has closed it. */
    QueueEnd open(String operation) {
        if (closed) {
            throw QueueErrors.closedHere(name, operation);
        }
        QueueEnd current = end;
        return current != null ? current : attach(operation);
    }

    /**
     * The same for a method that can be interrupted if it waits.
     *
     * @throws InterruptedException if the thread was, while the owner did not answer
     */
    QueueEnd open(String operation, long deadline) throws InterruptedException {
        try {
            return open(operation);
        } catch (QueueClosedException e) {
            if (deadline != Deadline.NOW && Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException(
                        "interrupted in " + operation + ": queue '" + name + "', whose owner does not answer");
                interrupted.initCause(e);
                throw interrupted;
            }
            throw e;
        }
    }

    /** Whether there is nothing more to ask. */
    boolean isClosed() {
        return closed;
    }

    /** The queue, closed or not; null if it is another process's and was never used here. */
    @Nullable
    QueueEnd endIfUsed() {
        return end;
    }

    /** Whether a get would not wait; it would not for an error either. */
    boolean isReady() {
        try {
            return closed || open("isReady").isReady();
        } catch (IllegalStateException | QueueClosedException e) {
            return true;
        }
    }

    Subscription whenReady(Runnable action) {
        try {
            return open("awaitAny").whenReady(action);
        } catch (IllegalStateException | QueueClosedException e) {
            action.run();
            return () -> {};
        }
    }

    synchronized void close() {
        closed = true;
        QueueEnd current = end;
        if (current != null) {
            current.close();
        }
    }

    /** Does not keep the process from ending with elements that have not been passed on, also those put later. */
    void cancelPassingOn() {
        cancelled = true; // before the look, as whoever attaches looks after: one of the two sees the other
        QueueEnd current = end;
        if (current != null) {
            current.cancelPassingOn();
        }
    }

    private synchronized QueueEnd attach(String operation) {
        QueueEnd current = end;
        if (current == null) {
            if (closed) {
                throw QueueErrors.closedHere(name, operation);
            }
            current = AttachedQueue.attach(handle());
            end = current;
            if (cancelled) {
                current.cancelPassingOn();
            }
        }
        return current;
    }

    private QueueHandle handle() {
        QueueHandle current = received;
        if (current == null) {
            throw new IllegalStateException("queue '" + name + "' is this process's own");
        }
        return current;
    }
}
