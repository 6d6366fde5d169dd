package io.multiproc.core.listener;

import io.multiproc.connection.Connection;
import io.multiproc.connection.PeerOptions;
import io.multiproc.core.connection.AllowedClasses;
import io.multiproc.core.connection.Pipes;
import io.multiproc.core.connection.Reading;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.listener.Peer;
import io.multiproc.ipc.listener.PeerSettings;
import io.multiproc.ipc.listener.Tls;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** What both builders have in common. */
abstract class PeerChoices<B extends PeerOptions<B>> implements PeerOptions<B> {

    private static final String WINDOWS_PIPE = "\\\\";

    private final AllowedClasses allowed = new AllowedClasses();
    private byte @Nullable [] authkey;
    private @Nullable Tls tls;
    private Duration patience;
    private int limit = FrameDescriptor.MAX_PAYLOAD_BYTES;

    PeerChoices(Duration patience) {
        this.patience = patience;
    }

    abstract B self();

    @Override
    public B authkey(byte[] key) {
        authkey = Objects.requireNonNull(key, "authkey").clone();
        return self();
    }

    @Override
    public B tls(SSLContext context) {
        tls = new Tls(Objects.requireNonNull(context, "context"), null);
        return self();
    }

    @Override
    public B tls(SSLContext context, SSLParameters parameters) {
        tls = new Tls(Objects.requireNonNull(context, "context"), Objects.requireNonNull(parameters, "parameters"));
        return self();
    }

    @Override
    public B allow(Class<?>... types) {
        allowed.add(types);
        return self();
    }

    @Override
    public B allowAll() {
        allowed.addAll();
        return self();
    }

    @Override
    public B maxMessageLength(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxMessageLength must be >= 1: bytes=" + bytes);
        }
        limit = Math.min(bytes, FrameDescriptor.MAX_PAYLOAD_BYTES);
        return self();
    }

    final void setPatience(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("the time-out must be positive: timeout=" + timeout);
        }
        patience = timeout;
    }

    final boolean isProtected() {
        return authkey != null || tls != null;
    }

    final PeerSettings settings() {
        return new PeerSettings(authkey == null ? null : authkey.clone(), tls, patience, limit);
    }

    /** How objects of peers at such an address are read. */
    final Reading reading(SocketAddress address) {
        return Reading.of(allowed.names(address instanceof UnixDomainSocketAddress));
    }

    /** Checks an address that was given. */
    final SocketAddress check(SocketAddress address) {
        if (address instanceof UnixDomainSocketAddress unix) {
            String path = unix.getPath().toString();
            if (path.startsWith(WINDOWS_PIPE)) {
                throw new IllegalArgumentException("named pipes of Windows are not supported: address=" + path
                        + " (use the path of a Unix socket, or an InetSocketAddress)");
            }
            if (path.isEmpty()) {
                throw new IllegalArgumentException("the path of a Unix socket must not be empty");
            }
            if (tls != null) {
                throw Tls.notFor(path);
            }
        } else if (!(address instanceof InetSocketAddress)) {
            throw new IllegalArgumentException(
                    "not an InetSocketAddress or a UnixDomainSocketAddress: address=" + address);
        }
        return address;
    }

    static Connection connection(String direction, Peer peer, SocketAddress address, Reading reading) {
        SocketAddress other = peer.address();
        String name = "the connection " + direction + " " + (other == null ? address : other);
        return Pipes.foreign(name, peer.channel(), reading);
    }
}
