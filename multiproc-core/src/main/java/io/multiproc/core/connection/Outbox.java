package io.multiproc.core.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one end. Any number of threads may send, one at a time does; which route they take changes
 * while the other end moves.
 *
 * <p>{@code writing} is held while a message is sent; {@code route} and {@code refusal} may be set by any thread, which
 * then wakes the sender.
 */
final class Outbox {

    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final ReentrantLock writing = new ReentrantLock();
    private final Object change = new Object();
    private volatile Route route;
    private volatile @Nullable String refusal;

    Outbox(Route route) {
        this.route = route;
    }

    void send(ByteBuffer message, boolean mine) throws IOException, InterruptedException {
        writing.lockInterruptibly();
        try {
            do {
                String reason = refusal;
                if (reason != null) {
                    throw new IOException(reason);
                }
            } while (!route.send(message, mine));
        } finally {
            writing.unlock();
        }
    }

    Route route() {
        return route;
    }

    /** From now on messages go that way; a sender that waits on the old one, or is about to, looks again. */
    void change(Route next) {
        Route last;
        synchronized (change) {
            last = route;
            route = next;
        }
        last.retire();
    }

    /** The same, unless the route has been changed meanwhile. */
    void change(Route expected, Route next) {
        synchronized (change) {
            if (route == expected) {
                route = next;
            }
        }
    }

    /** Sends no more, for the reason; who waits for room leaves. */
    void evict(String reason) {
        refusal = reason;
        route.wake();
    }

    /** Sends again. */
    void readmit() {
        refusal = null;
    }

    /**
     * Waits until no message is being sent, and keeps others from being sent; after {@link #evict}.
     *
     * @throws InterruptedException if it has to wait, and is interrupted
     */
    void lock() throws InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        while (!writing.tryLock() && !writing.tryLock(pause, TimeUnit.MILLISECONDS)) {
            route.wake(); // a sender that was just about to wait has not heard of the eviction
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    void unlock() {
        writing.unlock();
    }
}
