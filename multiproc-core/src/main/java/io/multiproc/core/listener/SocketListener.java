package io.multiproc.core.listener;

import io.multiproc.connection.AuthenticationException;
import io.multiproc.connection.Connection;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.core.connection.Reading;
import io.multiproc.core.current.AtExit;
import io.multiproc.core.waiting.EventWaitable;
import io.multiproc.core.waiting.Listeners;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.listener.Acceptor;
import io.multiproc.ipc.listener.Peer;
import io.multiproc.ipc.listener.PeerSettings;
import io.multiproc.ipc.listener.RefusalLog;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A listener: hands out as connections what its acceptor has let in. */
final class SocketListener implements ConnectionListener, EventWaitable, Acceptor.Events {

    private final Reading reading;
    private final BiConsumer<Optional<SocketAddress>, AuthenticationException> onRefused;
    private final RefusalLog refusals;
    private final Listeners listeners = new Listeners();
    private final Acceptor acceptor;
    private final AtExit.Registration atExit;
    private volatile @Nullable SocketAddress lastAccepted;

    private SocketListener(
            SocketAddress address,
            PeerSettings settings,
            int backlog,
            Reading reading,
            BiConsumer<Optional<SocketAddress>, AuthenticationException> onRefused)
            throws IOException {
        this.reading = reading;
        this.onRefused = onRefused;
        this.acceptor = Acceptor.open(address, settings, backlog, this);
        this.refusals = new RefusalLog("the listener at " + acceptor.address());
        this.atExit = AtExit.register(AtExit.PIPES, acceptor::close);
    }

    static SocketListener open(
            SocketAddress address,
            PeerSettings settings,
            int backlog,
            Reading reading,
            BiConsumer<Optional<SocketAddress>, AuthenticationException> onRefused)
            throws IOException {
        SocketListener listener = new SocketListener(address, settings, backlog, reading, onRefused);
        listener.acceptor.start();
        return listener;
    }

    @Override
    public Connection accept() throws IOException, InterruptedException {
        Peer peer = acceptor.take(Deadline.NEVER);
        if (peer == null) {
            throw new IllegalStateException("the end of a wait without an end");
        }
        return connection(peer);
    }

    @Override
    public Connection accept(Duration timeout) throws IOException, InterruptedException, TimeoutException {
        Peer peer = acceptor.take(Deadline.after(timeout));
        if (peer == null) {
            throw new TimeoutException("no client at " + address() + " within " + timeout);
        }
        return connection(peer);
    }

    @Override
    public SocketAddress address() {
        return acceptor.address();
    }

    @Override
    public Optional<SocketAddress> lastAccepted() {
        return Optional.ofNullable(lastAccepted);
    }

    @Override
    public boolean isReady() {
        return acceptor.isReady();
    }

    @Override
    public Subscription whenReady(Runnable action) {
        Subscription subscription = listeners.add(action);
        if (isReady()) {
            action.run();
        }
        return subscription;
    }

    @Override
    public boolean isClosed() {
        return acceptor.isClosed();
    }

    @Override
    public void close() {
        acceptor.close();
        atExit.cancel();
    }

    @Override
    public void changed() {
        listeners.run();
    }

    @Override
    public void refused(@Nullable SocketAddress client, HandshakeException reason) {
        AuthenticationException told = new AuthenticationException(
                "refused a client" + (client == null ? "" : " at " + client) + ": " + reason.getMessage(), reason);
        refusals.note(told);
        try {
            onRefused.accept(Optional.ofNullable(client), told);
        } catch (Throwable e) { // whatever the program's code throws, this thread has others to let in
            refusals.failed(e);
        }
    }

    /** The address, and whether it is closed. */
    @Override
    public String toString() {
        return "ConnectionListener(" + address() + (isClosed() ? ", closed)" : ")");
    }

    private Connection connection(Peer peer) {
        lastAccepted = peer.address();
        return PeerChoices.connection("from", peer, address(), reading);
    }
}
