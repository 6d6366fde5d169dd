package io.multiproc.core.manager.heap;

import io.multiproc.core.queue.InVain;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.managers.ManagedQueue;
import io.multiproc.queue.QueueShutDownException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A queue in the server, used by a thread for each call. {@code lock} guards all of it. */
@SuppressWarnings({"NullAway", "NullableOptional"}) // null is a value like any other, and no element is none
final class HeapQueue implements ManagedQueue<@Nullable Object> {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String name = "ManagedQueue-" + NUMBERS.incrementAndGet();
    private final int maxSize;
    private final ArrayDeque<Optional<Object>> elements = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Condition allDone = lock.newCondition();
    private long unfinished;
    private boolean shutDown;

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
            throw InVain.full(name, maxSize + " elements", timeout);
        }
    }

    @Override
    public void putNowait(@Nullable Object element) {
        locked(() -> {
            if (!shutDown && full()) {
                throw InVain.full(name, maxSize + " elements", null);
            }
            return add(element);
        });
    }

    private boolean offer(@Nullable Object element, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return Awaiting.until(notFull, () -> shutDown || !full(), deadline) && add(element);
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
            throw InVain.empty(name, timeout);
        }
        return element.orElse(null);
    }

    /** Returns null after the deadline. */
    private @Nullable Optional<Object> poll(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return Awaiting.until(notEmpty, () -> shutDown || !elements.isEmpty(), deadline) ? take() : null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Object getNowait() {
        return locked(() -> {
            if (!shutDown && elements.isEmpty()) {
                throw InVain.empty(name, null);
            }
            return take().orElse(null);
        });
    }

    @Override
    public int size() {
        return locked(elements::size);
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public boolean isFull() {
        return locked(this::full);
    }

    @Override
    public boolean isReady() {
        return locked(() -> shutDown || !elements.isEmpty());
    }

    @Override
    public void shutdown(boolean immediate) {
        locked(() -> {
            shutDown = true;
            if (immediate) {
                done(elements.size());
                elements.clear();
            }
            notEmpty.signalAll();
            notFull.signalAll();
            return true;
        });
    }

    @Override
    public boolean isShutdown() {
        return locked(() -> shutDown);
    }

    @Override
    public void taskDone() {
        locked(() -> {
            if (unfinished == 0) {
                throw new IllegalStateException(
                        "taskDone was called more often than elements were put: queue '" + name + "'");
            }
            return done(1);
        });
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

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean full() {
        return maxSize > 0 && elements.size() >= maxSize;
    }

    private boolean add(@Nullable Object element) {
        if (shutDown) {
            throw new QueueShutDownException("queue '" + name + "' was shut down: it takes no more elements");
        }
        elements.add(Optional.ofNullable(element));
        unfinished++;
        notEmpty.signal();
        return true;
    }

    private Optional<Object> take() {
        if (elements.isEmpty()) {
            throw new QueueShutDownException("queue '" + name + "' was shut down: there are no more elements");
        }
        Optional<Object> element = elements.remove();
        notFull.signal();
        return element;
    }

    /** An element may have been reported as done before it was got: no count gets below zero. */
    private boolean done(int count) {
        unfinished = Math.max(0, unfinished - count);
        if (unfinished == 0) {
            allDone.signalAll();
        }
        return true;
    }

    /** Name and size. */
    @Override
    public String toString() {
        return "JoinableQueue(name='" + name + "', size=" + size() + ")";
    }
}
