package io.multiproc.core.connection;

import io.multiproc.ipc.pipe.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages in memory: between two ends in one process, or until the other end has been attached. Bounded; a message
 * that is larger than the bound passes when it is alone. May be used by any thread.
 *
 * <p>The object's own monitor is {@code lock}; {@code arrival} is run outside of it.
 */
final class MemoryQueue implements Route {

    /** About what a Unix pipe or socket of the operating system holds. */
    static final int CAPACITY_BYTES = 256 * 1024;

    /** So that empty messages are bounded too. */
    private static final int OVERHEAD_BYTES = 64;

    private final Object lock = new Object();
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private long weight;
    private long wakeUps;
    private boolean backlog;
    private boolean sealed;
    private boolean finished;
    private @Nullable IOException abandoned;
    private volatile Runnable arrival = () -> {};

    /** What is run when a message arrives or there will be no more. */
    void onArrival(Runnable action) {
        arrival = action;
    }

    @Override
    public boolean send(ByteBuffer message, boolean mine) throws IOException, InterruptedException {
        long needed = message.remaining() + (long) OVERHEAD_BYTES;
        synchronized (lock) {
            long seen = wakeUps;
            while (!sealed && abandoned == null && !hasRoom(needed, mine)) {
                lock.wait();
                if (wakeUps != seen) {
                    return false;
                }
            }
            if (abandoned != null) {
                throw abandoned;
            }
            if (sealed) {
                return false;
            }
            messages.add(
                    mine && message.hasArray()
                            ? new Message(
                                    message.array(), message.arrayOffset() + message.position(), message.remaining())
                            : Message.copyOf(message));
            weight += needed;
        }
        arrival.run();
        return true;
    }

    /**
     * The receiver is on its way to another process. From now on a large message that would have to be copied waits for
     * it: that needs no memory.
     */
    MemoryQueue asBacklog() {
        synchronized (lock) {
            backlog = true;
        }
        return this;
    }

    private boolean hasRoom(long needed, boolean mine) {
        return needed <= CAPACITY_BYTES - weight || (weight == 0 && (mine || !backlog));
    }

    /** Adds a message without a bound: one that had arrived elsewhere before. */
    void add(Message message) {
        synchronized (lock) {
            messages.add(message);
            weight += message.length() + (long) OVERHEAD_BYTES;
        }
        arrival.run();
    }

    @Override
    public void wake() {
        synchronized (lock) {
            wakeUps++;
            lock.notifyAll();
        }
    }

    @Override
    public void retire() {
        seal();
    }

    /** The length of the next message, or -1. */
    int nextLength() {
        synchronized (lock) {
            Message next = messages.peek();
            return next == null ? -1 : next.length();
        }
    }

    /** The next message, or null. */
    @Nullable
    Message poll() {
        synchronized (lock) {
            Message next = messages.poll();
            if (next != null) {
                weight -= next.length() + (long) OVERHEAD_BYTES;
                lock.notifyAll();
            }
            return next;
        }
    }

    /** The next message; if there is none, takes no more and runs the action before anybody can notice. */
    @Nullable
    Message pollOrSeal(Runnable whenSealed) {
        synchronized (lock) {
            Message next = poll();
            if (next == null && !sealed) {
                whenSealed.run();
                seal();
            }
            return next;
        }
    }

    /**
     * The receiver is on its way to another process: what it has not received goes to a queue that is a backlog, and
     * nothing stays here for who receives from this one, who may be the receiver again if it comes back.
     *
     * @param change makes that queue the route, before anybody can notice
     */
    void moveOn(Consumer<MemoryQueue> change) {
        MemoryQueue moved = new MemoryQueue().asBacklog();
        synchronized (lock) {
            messages.forEach(moved::add);
            messages.clear();
            weight = 0;
            change.accept(moved);
            seal();
        }
    }

    boolean isEmpty() {
        synchronized (lock) {
            return messages.isEmpty();
        }
    }

    /** Takes no more: there is another route. */
    void seal() {
        synchronized (lock) {
            sealed = true;
            lock.notifyAll();
        }
    }

    /** There will be no more messages. */
    void finish() {
        synchronized (lock) {
            finished = true;
            sealed = true;
            lock.notifyAll();
        }
        arrival.run();
    }

    /** Whether there will be no more messages, and all were taken. */
    boolean isFinished() {
        synchronized (lock) {
            return finished && messages.isEmpty();
        }
    }

    /** Nobody will take the messages. */
    void abandon(IOException reason) {
        synchronized (lock) {
            abandoned = reason;
            messages.clear();
            weight = 0;
            lock.notifyAll();
        }
    }
}
