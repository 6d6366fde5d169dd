package io.multiproc.core.listener;

import io.multiproc.connection.AuthenticationException;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.core.connection.Pipes;
import io.multiproc.ipc.rundir.RunDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes listeners. */
public final class SocketListenerBuilder extends PeerChoices<ConnectionListener.Builder>
        implements ConnectionListener.Builder {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BACKLOG = 128;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final AtomicLong NUMBERS = new AtomicLong();

    private @Nullable SocketAddress address;
    private @Nullable ProtocolFamily family;
    private int backlog = BACKLOG;
    private BiConsumer<Optional<SocketAddress>, AuthenticationException> refused = (client, reason) -> {};

    /** At an arbitrary Unix socket, without a key. */
    public SocketListenerBuilder() {
        super(PATIENCE);
    }

    @Override
    ConnectionListener.Builder self() {
        return this;
    }

    @Override
    public ConnectionListener.Builder address(@Nullable SocketAddress where) {
        address = where == null ? null : check(where);
        return this;
    }

    @Override
    public ConnectionListener.Builder family(ProtocolFamily kind) {
        if (!(Objects.requireNonNull(kind, "family") instanceof StandardProtocolFamily)) {
            throw new IllegalArgumentException("not one of UNIX, INET and INET6: family=" + kind.name());
        }
        family = kind;
        return this;
    }

    @Override
    public ConnectionListener.Builder backlog(int clients) {
        if (clients < 1) {
            throw new IllegalArgumentException("backlog must be >= 1: clients=" + clients);
        }
        backlog = clients;
        return this;
    }

    @Override
    public ConnectionListener.Builder handshakeTimeout(Duration timeout) {
        setPatience(timeout);
        return this;
    }

    @Override
    public ConnectionListener.Builder onRefused(BiConsumer<Optional<SocketAddress>, AuthenticationException> action) {
        refused = Objects.requireNonNull(action, "action");
        return this;
    }

    @Override
    public ConnectionListener listen() throws IOException {
        Pipes.prepare();
        SocketAddress chosen = address == null ? arbitrary() : address;
        check(chosen);
        checkFamily(chosen);
        if (chosen instanceof InetSocketAddress internet
                && internet.getAddress() != null
                && !internet.getAddress().isLoopbackAddress()
                && !isProtected()) {
            throw new IllegalArgumentException(
                    "a listener that other machines can reach needs an authkey or TLS: address=" + chosen
                            + " (or listen at the loopback address)");
        }
        return SocketListener.open(chosen, settings(), backlog, reading(chosen), refused);
    }

    private SocketAddress arbitrary() throws IOException {
        if (family == StandardProtocolFamily.INET) {
            return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0);
        }
        if (family == StandardProtocolFamily.INET6) {
            return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK_6), 0);
        }
        return UnixDomainSocketAddress.of(
                RunDirectory.local().path().resolve("listener-" + NUMBERS.incrementAndGet() + ".sock"));
    }

    private void checkFamily(SocketAddress chosen) {
        boolean unix = chosen instanceof UnixDomainSocketAddress;
        if (family != null && unix != (family == StandardProtocolFamily.UNIX)) {
            throw new IllegalArgumentException(
                    "the address is not of the family: address=" + chosen + ", family=" + family.name());
        }
    }
}
