package io.multiproc.core.queue;

import io.multiproc.core.child.LocalHub;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.queue.QueueHandle.Kind;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue in the process that made it: holds the elements, and serves the threads here and the processes attached.
 *
 * <p>{@code lock} guards everything; what is done under it is moving bytes, so that the hub's event loop may wait for it.
 */
final class OwnedQueue implements QueueEnd {

    private static final AtomicLong IDS = new AtomicLong();

    private final String name;
    private final Kind kind;
    private final Capacity capacity;
    private final ElementStore store = new ElementStore();
    private final Traffic traffic;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition allDone = lock.newCondition();
    private final AtomicLong boards = new AtomicLong();
    private long done;
    private boolean used;
    private volatile boolean closed;
    private @Nullable QueueHandle handle;

    OwnedQueue(String name, Kind kind, Capacity capacity) {
        this.name = name;
        this.kind = kind;
        this.capacity = capacity;
        this.traffic = new Traffic(capacity, store);
    }

    String name() {
        return name;
    }

    /** What others need to use the queue; lets them in from now on. */
    QueueHandle share(LiveQueue cover) {
        lock.lock();
        try {
            QueueHandle current = handle;
            if (current == null) {
                Ipc hub = LocalHub.get();
                LinkTicket ticket = LinkTicket.issue(IDS.incrementAndGet());
                hub.links()
                        .serve(
                                ticket,
                                LinkKind.QUEUE,
                                () -> new Attachment(
                                        this,
                                        hub.directory()
                                                .resolve(
                                                        "queue-" + ticket.childId() + "-" + boards.incrementAndGet())));
                current = new QueueHandle(
                        hub.address().toString(),
                        ticket.childId(),
                        ticket.key(),
                        kind,
                        name,
                        capacity.isLimited(),
                        CurrentProcess.get().name(),
                        ProcessHandle.current().pid());
                handle = current;
                QueueRegistry.addShared(current, cover);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean put(byte[] element, long nanos) throws InterruptedException {
        LocalPutter putter = new LocalPutter(element, store);
        lock.lock();
        try {
            checkOpen();
            used = true;
            if (!capacity.isLimited() || (!traffic.hasPutters() && traffic.freeSlots() > 0)) {
                putter.use(1, true);
                if (traffic.hasTakers()) {
                    traffic.run();
                }
                return true;
            }
            if (nanos <= 0) {
                return false;
            }
            traffic.addPutter(putter);
            traffic.run();
        } finally {
            lock.unlock();
        }
        long deadline = Waits.deadline(nanos);
        while (!putter.isDone() && !closed) {
            boolean interrupted = Thread.interrupted();
            if (interrupted || Waits.left(deadline) <= 0) {
                if (giveUp(putter)) {
                    if (interrupted) {
                        throw new InterruptedException("interrupted in put: queue '" + name + "'");
                    }
                    return false;
                }
                if (interrupted) {
                    Thread.currentThread().interrupt(); // the element is in the queue: the next who waits may notice
                }
                break;
            }
            LockSupport.parkNanos(this, Waits.left(deadline));
        }
        if (!putter.isDone() && giveUp(putter)) {
            checkOpen();
        }
        return true;
    }

    @Override
    public @Nullable Element get(long nanos) throws InterruptedException {
        LocalTaker taker;
        lock.lock();
        try {
            checkOpen();
            if (!traffic.hasTakers()) {
                traffic.recall();
                Element element = store.poll();
                if (element != null) {
                    if (traffic.hasPutters()) {
                        traffic.run();
                    }
                    return element;
                }
            }
            if (nanos <= 0) {
                return null;
            }
            taker = new LocalTaker();
            traffic.addTaker(taker);
        } finally {
            lock.unlock();
        }
        return await(taker, Waits.deadline(nanos));
    }

    private @Nullable Element await(LocalTaker taker, long deadline) throws InterruptedException {
        Waits.spinUntil(() -> taker.element() != null || closed);
        while (taker.element() == null && !closed) {
            boolean interrupted = Thread.interrupted();
            if (interrupted || Waits.left(deadline) <= 0) {
                if (giveUp(taker)) {
                    if (interrupted) {
                        throw new InterruptedException("interrupted in get: queue '" + name + "'");
                    }
                    return null;
                }
                if (interrupted) {
                    Thread.currentThread().interrupt(); // it has an element: the next who waits may notice
                }
                break;
            }
            LockSupport.parkNanos(this, Waits.left(deadline));
        }
        if (taker.element() == null && giveUp(taker)) {
            checkOpen();
        }
        return taker.element();
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return traffic.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isFull() {
        lock.lock();
        try {
            return isFullNow();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean taskDone() {
        lock.lock();
        try {
            return countDone();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean join(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (unfinished() > 0) {
                checkOpen();
                if (left <= 0) {
                    return false;
                }
                left = allDone.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isUsed() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
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
            allDone.signalAll();
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

    void locked(Runnable action) {
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

    void giveBack(Chunk elements) {
        store.giveBack(elements);
    }

    boolean isFullNow() {
        return capacity.isLimited() && (traffic.hasPutters() || traffic.freeSlots() <= 0);
    }

    boolean countDone() {
        if (unfinished() <= 0) {
            return false;
        }
        done++;
        checkJoined();
        return true;
    }

    void checkJoined() {
        if (unfinished() <= 0) {
            allDone.signalAll();
            traffic.attachments().forEach(Attachment::joined);
        }
    }

    void complain(Exception problem) {
        System.getLogger(OwnedQueue.class.getName()).log(Level.WARNING, "queue '" + name + "': a link failed", problem);
    }

    private long unfinished() {
        long count = store.added() - done;
        for (Attachment attachment : traffic.attachments()) {
            count += attachment.onTheirWay();
        }
        return count;
    }

    private boolean giveUp(LocalTaker taker) {
        lock.lock();
        try {
            return traffic.removeTaker(taker);
        } finally {
            lock.unlock();
        }
    }

    private boolean giveUp(LocalPutter putter) {
        lock.lock();
        try {
            return traffic.removePutter(putter);
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw QueueErrors.closedHere(name);
        }
    }
}
