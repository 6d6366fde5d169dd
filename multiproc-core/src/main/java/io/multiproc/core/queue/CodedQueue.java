package io.multiproc.core.queue;

import io.multiproc.core.connection.Handover;
import io.multiproc.core.waiting.EventWaitable;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.ProcessQueue;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue of objects, on top of one of bytes.
 *
 * <p>The fences keep a queue from being taken for unused, and closed, while a thread waits in it.
 */
class CodedQueue<E extends @Nullable Object> extends LiveQueue implements ProcessQueue<E>, EventWaitable {

    private final QueueAccess access;

    CodedQueue(QueueAccess access) {
        this.access = access;
    }

    @Override
    final QueueHandle handle() {
        return access.handle(this);
    }

    final QueueAccess access() {
        return access;
    }

    @Override
    public final String name() {
        return access.name();
    }

    @Override
    public final void put(E element) throws InterruptedException {
        put(element, Deadline.NEVER);
    }

    @Override
    public final void put(E element, Duration timeout) throws InterruptedException {
        if (!put(element, Deadline.after(timeout))) {
            throw InVain.full(name(), access.capacity().inWords(), timeout);
        }
    }

    @Override
    public final void putNowait(E element) {
        try {
            if (!put(element, Deadline.NOW)) {
                throw InVain.full(name(), access.capacity().inWords(), null);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted without waiting", e);
        }
    }

    private boolean put(E element, long deadline) throws InterruptedException {
        try {
            QueueEnd end = access.open("put", deadline);
            Supplier<byte[]> encoding = () -> Ipc.codec().encode(element, QueueMessages.HEADROOM);
            Handover handover = deadline == Deadline.NOW ? Handover.of(encoding) : Handover.interruptibly(encoding);
            boolean put = false;
            try {
                put = end.put(QueueMessages.sealElement(handover.message()), deadline);
                return put;
            } finally {
                if (put) {
                    handover.carriedBy(access.ownerElsewhere());
                } else {
                    handover.giveBack();
                }
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public final E get() throws InterruptedException {
        Element element = take(Deadline.NEVER);
        if (element == null) {
            throw new IllegalStateException("queue '" + name() + "' gave up waiting without a limit");
        }
        return decode(element);
    }

    @Override
    public final E get(Duration timeout) throws InterruptedException {
        Element element = take(Deadline.after(timeout));
        if (element == null) {
            throw InVain.empty(name(), timeout);
        }
        return decode(element);
    }

    @Override
    public final E getNowait() {
        Element element;
        try {
            element = take(Deadline.NOW);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted without waiting", e);
        }
        if (element == null) {
            throw InVain.empty(name(), null);
        }
        return decode(element);
    }

    private @Nullable Element take(long deadline) throws InterruptedException {
        try {
            return access.open("get", deadline).get(deadline);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what was put was an E, and null where that is allowed
    private E decode(Element element) {
        return (E) Ipc.codec().decode(element.bytes(), element.offset(), element.length());
    }

    @Override
    public final int size() {
        return access.open("size").size();
    }

    @Override
    public final boolean isEmpty() {
        QueueEnd end = access.endIfUsed();
        if (access.isClosed() && (end == null || !end.isUsed())) {
            return true; // as in Python: nothing is wrong with a queue that nobody here has used
        }
        return access.open("isEmpty").size() == 0;
    }

    @Override
    public final boolean isFull() {
        return access.open("isFull").isFull();
    }

    @Override
    public final boolean isReady() {
        return access.isReady();
    }

    @Override
    public final Subscription whenReady(Runnable action) {
        return access.whenReady(action);
    }

    @Override
    public final void close() {
        access.close();
    }

    @Override
    public final void joinThread() throws InterruptedException {
        if (!access.isClosed()) {
            throw new IllegalStateException("queue '" + name() + "' is not closed: call close before joinThread");
        }
        QueueEnd end = access.endIfUsed();
        if (end != null) {
            end.awaitPassedOn();
        }
    }

    @Override
    public final void cancelJoinThread() {
        access.cancelPassingOn();
    }

    /** Name, and whether this process has closed it. */
    @Override
    public final String toString() {
        return getClass().getInterfaces()[0].getSimpleName() + "(name='" + name() + "'"
                + (access.isClosed() ? ", closed)" : ")");
    }
}
