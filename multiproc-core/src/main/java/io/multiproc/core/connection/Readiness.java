package io.multiproc.core.connection;

import io.multiproc.core.waiting.EventWaitable.Subscription;
import io.multiproc.core.waiting.Listeners;
import io.multiproc.ipc.meeting.MeetingPoint;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who wait for many connections or sockets when one may be ready. The thread of the meeting point watches
 * its socket, once for each time that somebody looked and found nothing.
 */
final class Readiness {

    private final Supplier<@Nullable SocketChannel> socket;
    private final Listeners listeners = new Listeners();
    private final AtomicInteger subscribers = new AtomicInteger();

    /** The socket that is being watched; of one that has been closed meanwhile nothing may be heard any more. */
    private final AtomicReference<@Nullable SocketChannel> armed = new AtomicReference<>();

    /**
     * Of what is read from a socket.
     *
     * @param socket tells which one at the time, or null if there is none
     */
    Readiness(Supplier<@Nullable SocketChannel> socket) {
        this.socket = socket;
    }

    Subscription add(Runnable action) {
        subscribers.incrementAndGet();
        Subscription added = listeners.add(action);
        AtomicBoolean cancelled = new AtomicBoolean();
        return () -> {
            if (cancelled.compareAndSet(false, true)) {
                subscribers.decrementAndGet();
                added.cancel();
            }
        };
    }

    /** Has the socket watched, if somebody wants to know. */
    void arm() {
        SocketChannel watched = socket.get();
        if (watched == null || subscribers.get() == 0 || armed.getAndSet(watched) == watched) {
            return;
        }
        try {
            MeetingPoint.local().watch(watched, () -> {
                armed.compareAndSet(watched, null);
                fire();
            });
        } catch (IOException e) {
            System.getLogger(Readiness.class.getName())
                    .log(Level.DEBUG, "nothing is watched at the end of a process", e);
        }
    }

    /** Who waits looks again. */
    void fire() {
        if (subscribers.get() > 0) {
            listeners.run();
        }
    }
}
