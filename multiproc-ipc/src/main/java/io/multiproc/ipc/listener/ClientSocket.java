package io.multiproc.ipc.listener;

import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;

/** Connects a socket, without blocking longer than asked. */
public final class ClientSocket {

    /**
     * After that time without a byte the system asks whether the other machine is there: without this, after two hours.
     */
    private static final int SILENT_SECONDS = 15;

    private static final int PROBE_SECONDS = 5;
    private static final int PROBES = 3;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private ClientSocket() {}

    static boolean isUnix(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress;
    }

    /**
     * A connected socket, non-blocking.
     *
     * @param deadline in the terms of {@link System#nanoTime}
     */
    public static SocketChannel connect(SocketAddress address, long deadline) throws IOException, InterruptedException {
        if (address instanceof InetSocketAddress internet && internet.isUnresolved()) {
            throw new ConnectException("cannot connect to " + address + ": the host name is not known");
        }
        while (true) {
            SocketChannel socket =
                    isUnix(address) ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
            boolean done = false;
            try {
                socket.configureBlocking(false);
                if (socket.connect(address) || finish(socket, address, deadline)) {
                    prepare(socket);
                    done = true;
                    return socket;
                }
            } catch (IOException e) {
                if (!isFull(e)) {
                    throw explained(e, address);
                }
                awaitRoom(address, deadline);
            } finally {
                if (!done) {
                    socket.close();
                }
            }
        }
    }

    /** For a connected or accepted socket: small messages go at once, and a machine that is gone is noticed. */
    public static void prepare(SocketChannel socket) throws IOException {
        if (!isUnix(socket.getRemoteAddress())) {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
                socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, SILENT_SECONDS);
                socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
                socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
            }
        }
    }

    private static boolean finish(SocketChannel socket, SocketAddress address, long deadline)
            throws IOException, InterruptedException {
        try (Selector selector = Selector.open()) {
            socket.register(selector, SelectionKey.OP_CONNECT);
            while (!socket.finishConnect()) {
                if (Deadline.isOver(deadline)) {
                    throw timeout(address);
                }
                selector.select(deadline == Deadline.NEVER ? 0 : Deadline.remainingMillis(deadline));
                selector.selectedKeys().clear();
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while connecting to " + address);
                }
            }
            return true;
        }
    }

    /** A Unix socket whose backlog is full does not let one wait. */
    private static boolean isFull(IOException e) {
        return String.valueOf(e.getMessage()).contains("temporarily unavailable");
    }

    private static void awaitRoom(SocketAddress address, long deadline) throws IOException, InterruptedException {
        if (Deadline.isOver(deadline)) {
            throw timeout(address);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while connecting to " + address);
        }
    }

    private static IOException timeout(SocketAddress address) {
        return new SocketTimeoutException("no connection to " + address + " in time: too many wait there already,"
                + " or the network does not answer");
    }

    private static IOException explained(IOException e, SocketAddress address) {
        if (e instanceof SocketTimeoutException) {
            return e;
        }
        IOException explained = new ConnectException(
                "cannot connect to " + address + ": " + e.getMessage() + " (does a program listen there?)");
        explained.initCause(e);
        return explained;
    }
}
