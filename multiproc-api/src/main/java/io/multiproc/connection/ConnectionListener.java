package io.multiproc.connection;

import io.multiproc.process.Waitable;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for connections from other programs, on this machine or over the network.
 *
 * <pre>{@code
 * byte[] key = …;
 * try (ConnectionListener listener = listener(new InetSocketAddress("localhost", 6000), key);
 *         Connection connection = listener.accept()) {
 *     connection.send("welcome");
 * }
 *
 * // in the other program
 * try (Connection connection = client(new InetSocketAddress("localhost", 6000), key)) {
 *     System.out.println(connection.recv());
 * }
 * }</pre>
 *
 * <p><b>Handshake.</b> With an authkey, both sides prove that they have it: by a digest (HMAC-SHA-256) over random
 * bytes of both, so that neither the key nor anything that could be used again crosses. That happens in the background,
 * for many clients beside each other and with a time limit for each: one that says nothing, or something else, keeps
 * nobody waiting. A client that does not prove the key is not accepted; {@code accept} does not fail for that, but goes
 * on waiting. It is logged, and told to {@link Builder#onRefused}. Without TLS what follows the handshake is neither
 * encrypted nor protected against change on its way.
 *
 * <p><b>Who may connect.</b> A Unix socket has mode 0600, and processes of other users are refused. A TCP listener that
 * is not bound to a loopback address must have an authkey or TLS.
 *
 * <p><b>The connections</b> are like the ends of a pipe. They are sent to another process as any connection is; then
 * this process passes the messages on, so it must go on running. What a peer says about the length of a message is not
 * believed: memory is made as bytes arrive, so that while a large message is received up to half of it is needed in
 * addition. When the process at the other end is killed, or its machine says so, what it had sent can still be
 * received, and then comes the end of the stream. A machine that just disappears is noticed by TCP's keep-alive, after
 * about half a minute; after hours where the system does not let a program choose that time.
 *
 * <p>May be used by any number of threads. One daemon thread serves the handshakes. It ends when the listener is
 * closed, or with the process, and the socket is removed. After a process was killed, the file of its Unix socket
 * stays, unless it was made without an address.
 *
 * @python Listener
 */
public interface ConnectionListener extends Waitable, AutoCloseable {

    /**
     * Waits for a client that has proved its key, if there is one, and accepts it.
     *
     * @throws IOException if the listener is closed, also while this waits
     * @throws InterruptedException if this thread is interrupted; no client is lost
     * @python Listener.accept
     */
    Connection accept() throws IOException, InterruptedException;

    /**
     * The same, but waits no longer than the time-out.
     *
     * @param timeout zero or negative: do not wait
     * @throws TimeoutException if there is no client by then
     * @throws IOException if the listener is closed, also while this waits
     * @throws InterruptedException if this thread is interrupted; no client is lost
     */
    Connection accept(Duration timeout) throws IOException, InterruptedException, TimeoutException;

    /**
     * Where it listens: a {@code java.net.InetSocketAddress} with the actual port, or a
     * {@code java.net.UnixDomainSocketAddress}. May be sent to other processes.
     *
     * @python Listener.address
     */
    SocketAddress address();

    /**
     * The address of the client that was accepted last; empty if there was none, or it came over a Unix socket.
     *
     * @python Listener.last_accepted
     */
    Optional<SocketAddress> lastAccepted();

    /** Whether {@link #accept()} would return, or fail, at once. */
    @Override
    boolean isReady();

    /** Whether it is closed. */
    boolean isClosed();

    /**
     * Closes the listener and removes its socket. Clients that were not accepted yet see the end of the stream;
     * accepted connections go on. A thread that waits in {@code accept} gets an {@code IOException}. Does nothing the
     * second time.
     *
     * @python Listener.close
     */
    @Override
    void close();

    /** Where and how to listen. */
    interface Builder extends PeerOptions<Builder> {

        /**
         * Where to listen: a {@code java.net.InetSocketAddress}, with port 0 for any that is free, or a
         * {@code java.net.UnixDomainSocketAddress}. Without this call, at an arbitrary address of the family.
         *
         * @throws IllegalArgumentException if it is another kind of address, or the name of a Windows pipe
         */
        Builder address(@Nullable SocketAddress address);

        /**
         * What kind of address is meant if none is given, or which kind it must be:
         * {@code StandardProtocolFamily.UNIX}, which is the default, {@code INET} or {@code INET6}.
         *
         * @throws IllegalArgumentException if it is none of them
         */
        Builder family(ProtocolFamily family);

        /**
         * How many clients may be connected and wait to be accepted; others wait in the operating system. 128 unless
         * set.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        Builder backlog(int clients);

        /**
         * How long a client may take for its side of the handshake; 10 seconds unless it is set.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        Builder handshakeTimeout(Duration timeout);

        /**
         * Is told of each client that was not let in, and why; on the listener's own thread, so it should be short. The
         * address is empty for a Unix socket. What it throws is logged.
         */
        Builder onRefused(BiConsumer<Optional<SocketAddress>, AuthenticationException> action);

        /**
         * Listens.
         *
         * @throws java.net.BindException if the address is in use, or not of this machine
         * @throws IllegalArgumentException if the address is not of the family, TLS was asked for on a Unix socket, or
         *     a TCP address that is not loopback has neither authkey nor TLS
         * @throws IOException if the socket cannot be made
         */
        ConnectionListener listen() throws IOException;
    }
}
