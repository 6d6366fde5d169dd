package io.multiproc.core.listener;

import io.multiproc.connection.AuthenticationException;
import io.multiproc.connection.ClientBuilder;
import io.multiproc.connection.Connection;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.listener.PeerDialer;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;

/** Connects to listeners. */
public final class SocketClientBuilder extends PeerChoices<ClientBuilder> implements ClientBuilder {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Without a key. */
    public SocketClientBuilder() {
        super(PATIENCE);
    }

    @Override
    ClientBuilder self() {
        return this;
    }

    @Override
    public ClientBuilder timeout(Duration timeout) {
        setPatience(timeout);
        return this;
    }

    @Override
    public Connection connect(SocketAddress address) throws IOException, InterruptedException {
        check(Objects.requireNonNull(address, "address"));
        try {
            return connection("to", PeerDialer.connect(address, settings()), address, reading(address));
        } catch (HandshakeException e) {
            throw new AuthenticationException("not connected to " + address + ": " + e.getMessage(), e);
        }
    }
}
