package io.multiproc.core.manager.heap;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.queue.QueueFullException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A queue in the server, used by a thread for each call. {@code lock} guards all of it. */
@SuppressWarnings({"NullAway", "NullableOptional"}) // null is a value like any other, and no element is none
final class HeapQueue implements JoinableQueue<@Nullable Object> {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String name = "ManagedQueue-" + NUMBERS.incrementAndGet();
    private final int maxSize;
    private final ArrayDeque<Optional<Object>> elements = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Condition allDone = lock.newCondition();
    private long unfinished;

    HeapQueue(int maxSize) {
        this.maxSize = maxSize;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void put(@Nullable Object element) throws InterruptedException {
        boolean unused = offer(element, Deadline.NEVER);
    }

    @Override
    public void put(@Nullable Object element, Duration timeout) throws InterruptedException {
        if (!offer(element, Deadline.after(timeout))) {
            throw new QueueFullException("queue '" + name + "' is full: no room within "
                    + Duration.ofNanos(Deadline.nanos(timeout)).toMillis() + " ms");
        }
    }

    @Override
    public void putNowait(@Nullable Object element) {
        lock.lock();
        try {
            if (full()) {
                throw new QueueFullException("queue '" + name + "' is full");
            }
            add(element);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Object get() throws InterruptedException {
        Optional<Object> element = poll(Deadline.NEVER);
        if (element == null) {
            throw new IllegalStateException("queue '" + name + "' gave up waiting without a limit");
        }
        return element.orElse(null);
    }

    @Override
    public @Nullable Object get(Duration timeout) throws InterruptedException {
        Optional<Object> element = poll(Deadline.after(timeout));
        if (element == null) {
            throw new QueueEmptyException("queue '" + name + "' is empty: nothing came within "
                    + Duration.ofNanos(Deadline.nanos(timeout)).toMillis() + " ms");
        }
        return element.orElse(null);
    }

    /** Returns null after the deadline. */
    private @Nullable Optional<Object> poll(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return Awaiting.until(notEmpty, () -> !elements.isEmpty(), deadline) ? take() : null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Object getNowait() {
        lock.lock();
        try {
            if (elements.isEmpty()) {
                throw new QueueEmptyException("queue '" + name + "' is empty");
            }
            return take().orElse(null);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return elements.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public boolean isFull() {
        lock.lock();
        try {
            return full();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isReady() {
        return !isEmpty();
    }

    @Override
    public void taskDone() {
        lock.lock();
        try {
            if (unfinished == 0) {
                throw new IllegalStateException(
                        "taskDone was called more often than elements were put: queue '" + name + "'");
            }
            unfinished--;
            if (unfinished == 0) {
                allDone.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void join() throws InterruptedException {
        boolean unused = join(Deadline.NEVER);
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        return join(Deadline.after(timeout));
    }

    private boolean join(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return Awaiting.until(allDone, () -> unfinished == 0, deadline);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is to be done: others use the queue. */
    @Override
    public void close() {}

    /** Nothing is on its way: a put returns when the element is here. */
    @Override
    public void joinThread() {}

    @Override
    public void cancelJoinThread() {}

    private boolean offer(@Nullable Object element, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!Awaiting.until(notFull, () -> !full(), deadline)) {
                return false;
            }
            add(element);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean full() {
        return maxSize > 0 && elements.size() >= maxSize;
    }

    private void add(@Nullable Object element) {
        elements.add(Optional.ofNullable(element));
        unfinished++;
        notEmpty.signal();
    }

    private Optional<Object> take() {
        Optional<Object> element = elements.remove();
        notFull.signal();
        return element;
    }

    /** Name and size. */
    @Override
    public String toString() {
        return "JoinableQueue(name='" + name + "', size=" + size() + ")";
    }
}
