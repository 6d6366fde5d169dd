package io.multiproc.connection;

import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

/**
 * How to connect to a {@link ConnectionListener}.
 *
 * <pre>{@code
 * try (Connection connection = clientBuilder().authkey(key).allow(Job.class).connect(address)) {
 *     connection.send(new Job(1));
 * }
 * }</pre>
 *
 * <p>A builder may be used for any number of connections, by one thread at a time.
 */
public interface ClientBuilder extends PeerOptions<ClientBuilder> {

    /**
     * How long to wait for the listener's side of the handshake; 20 seconds unless it is set.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    ClientBuilder timeout(Duration timeout);

    /**
     * Connects, and proves and checks the key. Does not wait until the listener's program calls {@code accept}.
     *
     * @param address a {@code java.net.InetSocketAddress} or a {@code java.net.UnixDomainSocketAddress}
     * @throws AuthenticationException if one side asks for a key and the other has none or another one
     * @throws IllegalArgumentException if it is another kind of address, or TLS was asked for on a Unix socket
     * @throws IOException if nobody listens there, it does not answer in time, or it is no listener of this library
     * @throws InterruptedException if this thread is interrupted meanwhile
     * @python Client
     */
    Connection connect(SocketAddress address) throws IOException, InterruptedException;
}
