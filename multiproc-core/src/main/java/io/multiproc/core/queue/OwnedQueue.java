package io.multiproc.core.queue;

import io.multiproc.core.queue.QueueHandle.Kind;
import io.multiproc.core.waiting.EventWaitable.Subscription;
import io.multiproc.ipc.time.Deadline;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue in the process that made it: holds the elements, and serves the threads here and the processes attached.
 *
 * <p>{@code lock} guards everything; what is done under it is moving bytes, so that the hub's event loop may wait for
 * it.
 */
final class OwnedQueue implements QueueEnd {

    private final String name;
    private final Capacity capacity;
    private final ElementStore store = new ElementStore();
    private final Traffic traffic;
    private final QueueSharing sharing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Unfinished unfinished;
    private boolean used;
    private volatile boolean closed;

    OwnedQueue(String name, Kind kind, Capacity capacity) {
        this.name = name;
        this.capacity = capacity;
        this.traffic = new Traffic(capacity, store, new CommonLease(this::complain));
        this.unfinished = new Unfinished(store, traffic, lock.newCondition());
        this.sharing = new QueueSharing(this, kind, capacity);
    }

    String name() {
        return name;
    }

    Capacity capacity() {
        return capacity;
    }

    QueueSharing sharing() {
        return sharing;
    }

    @Override
    public boolean put(byte[] element, long deadline) throws InterruptedException {
        LocalPutter putter = new LocalPutter(element, store);
        lock.lock();
        try {
            checkOpen();
            used = true;
            if (!capacity.isLimited() || (!traffic.hasPutters() && traffic.freeSlots() > 0)) {
                putter.use(1, true);
                if (traffic.isAnybodyTold()) {
                    traffic.run();
                }
                return true;
            }
            if (deadline == Deadline.NOW) {
                return false;
            }
            traffic.addPutter(putter);
            traffic.run();
        } finally {
            lock.unlock();
        }
        boolean put = putter.await(
                deadline, this::isClosed, () -> giveUp(putter), "interrupted in put: queue '" + name + "'");
        if (!put) {
            checkOpen();
        }
        return put;
    }

    @Override
    public @Nullable Element get(long deadline) throws InterruptedException {
        LocalTaker taker;
        lock.lock();
        try {
            checkOpen();
            if (!traffic.hasTakers()) {
                Element element = traffic.poll();
                if (element != null) {
                    if (traffic.hasPutters()) {
                        traffic.run();
                    }
                    return element;
                }
            }
            if (deadline == Deadline.NOW) {
                return null;
            }
            taker = new LocalTaker();
            traffic.addTaker(taker);
        } finally {
            lock.unlock();
        }
        boolean got =
                taker.await(deadline, this::isClosed, () -> giveUp(taker), "interrupted in get: queue '" + name + "'");
        if (!got) {
            checkOpen();
        }
        return taker.element();
    }

    @Override
    public int size() {
        return locked(traffic::size);
    }

    @Override
    public boolean isFull() {
        return locked(this::isFullNow);
    }

    @Override
    public boolean isReady() {
        return closed || locked(traffic::isReady);
    }

    @Override
    public Subscription whenReady(Runnable action) {
        Subscription subscription = traffic.listeners().add(action);
        if (isReady()) {
            action.run();
        }
        return subscription;
    }

    @Override
    public boolean taskDone() {
        return locked(this::countDone);
    }

    @Override
    public boolean join(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return unfinished.awaitNone(deadline, this::checkOpen);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isUsed() {
        return locked(() -> used);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            traffic.wakeLocal();
            traffic.listeners().run();
            unfinished.wake();
        } finally {
            lock.unlock();
        }
    }

    /** Elements are here as soon as they are put. */
    @Override
    public void awaitPassedOn() {}

    @Override
    public void cancelPassingOn() {}

    // What follows is for attachments.

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    void run(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    Traffic traffic() {
        return traffic;
    }

    void arrived(byte[] elements, int count) {
        store.add(elements, 0, elements.length, count);
    }

    boolean isFullNow() {
        return capacity.isLimited() && (traffic.hasPutters() || traffic.freeSlots() <= 0);
    }

    boolean countDone() {
        return unfinished.countDone();
    }

    void checkJoined() {
        unfinished.tell();
    }

    void complain(Exception problem) {
        System.getLogger(OwnedQueue.class.getName()).log(Level.WARNING, "queue '" + name + "': a link failed", problem);
    }

    private boolean giveUp(LocalTaker taker) {
        return locked(() -> traffic.removeTaker(taker));
    }

    private boolean giveUp(LocalPutter putter) {
        return locked(() -> traffic.removePutter(putter));
    }

    private void checkOpen() {
        if (closed) {
            throw QueueErrors.closedHere(name);
        }
    }
}
