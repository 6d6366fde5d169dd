package io.multiproc.core.manager.server;

import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.listener.RefusalLog;
import io.multiproc.ipc.listener.ServerSocket;
import io.multiproc.ipc.listener.Tls;
import io.multiproc.ipc.pipe.Closing;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lets links in whose other ends prove the key, and serves each by a thread of its own. */
final class Entrance {

    private static final Logger LOG = System.getLogger(Entrance.class.getName());
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ServerIdentity identity;
    private final ServerSocket acceptor;
    private final @Nullable Tls tls;
    private final Duration handshakeLimit;
    private final RefusalLog refusals;
    private final Set<Endpoint> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger links = new AtomicInteger();
    private volatile boolean closed;

    Entrance(ServerIdentity identity, ServerSocket acceptor, @Nullable Tls tls, Duration handshakeLimit) {
        this.identity = identity;
        this.acceptor = acceptor;
        this.tls = tls;
        this.handshakeLimit = handshakeLimit;
        this.refusals = new RefusalLog(identity.inWords() + " refused a client:");
    }

    /** Who serves a link until it ends, in its thread. */
    interface Host {

        void serve(Endpoint link) throws IOException;
    }

    /** Lets links in from now on. */
    void open(Host host) {
        startThread(() -> accept(host), "multiproc-manager-accept");
    }

    /** Lets nobody in any more. */
    void shut() throws IOException {
        closed = true;
        acceptor.close();
    }

    /** When it is shut: ends all links, and with them their threads. */
    void endLinks() {
        open.forEach(Closing::quietly);
    }

    private void accept(Host host) {
        while (!closed) {
            try {
                SocketChannel accepted = acceptor.channel().accept();
                startThread(() -> serve(accepted, host), "multiproc-manager-" + links.incrementAndGet());
            } catch (ClosedChannelException e) {
                LOG.log(Level.DEBUG, "{0} accepts no more links", identity.inWords());
                return;
            } catch (IOException e) { // out of file descriptors, for example: that may pass
                LOG.log(Level.WARNING, identity.inWords() + " cannot accept a link", e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void serve(SocketChannel accepted, Host host) {
        try (accepted;
                Endpoint link = Endpoint.accepted(accepted, tls)) {
            open.add(link);
            try {
                if (!closed) { // else nobody may look for it any more
                    if (letIn(link)) {
                        host.serve(link);
                    }
                }
            } finally {
                open.remove(link);
            }
        } catch (IOException e) {
            Level level = e instanceof FrameException ? Level.WARNING : Level.DEBUG;
            LOG.log(level, "a link of " + identity.inWords() + " failed", e);
        }
    }

    /**
     * Whether the key was proved. That must be done in time, also by one who keeps sending. The link is closed, not its
     * channel alone: that would not wake a thread which sleeps.
     */
    private boolean letIn(Endpoint link) {
        CompletableFuture<Void> limit = new CompletableFuture<>();
        CompletableFuture<Void> unused = limit.completeOnTimeout(null, handshakeLimit.toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> Closing.quietly(link));
        try {
            link.letIn(identity.access().ticket(), LinkKind.MANAGER);
            return true;
        } catch (IOException e) { // strangers may come as they like: a line now and then is enough
            if (!closed) {
                refusals.note(limit.isDone() ? tooLate() : e);
            }
            return false;
        } finally {
            limit.cancel(false);
        }
    }

    private HandshakeException tooLate() {
        return new HandshakeException("it did not prove the key within " + handshakeLimit.toMillis() + " ms");
    }

    private static void startThread(Runnable action, String name) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }
}
