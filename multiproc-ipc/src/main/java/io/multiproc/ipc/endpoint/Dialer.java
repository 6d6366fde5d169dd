package io.multiproc.ipc.endpoint;

import io.multiproc.ipc.listener.ClientSocket;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Connects to a hub that may still be starting: a parent starts its first child and its hub at the same time, and
 * either may be first.
 */
final class Dialer {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Dialer() {}

    /** Dials as long as the patience lasts. */
    static SocketChannel dial(Path hub, Patience patience) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(hub);
        while (true) {
            try {
                return ClientSocket.connect(address, patience.deadline());
            } catch (SocketException e) { // as below
                if (isProgramGone(hub)) {
                    throw failure(hub, true, e);
                }
                if (Deadline.isOver(patience.deadline())) {
                    patience.expired();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (InterruptedException e) {
                patience.interrupted();
            }
        }
    }

    static SocketChannel dial(Path hub) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(hub);
        long start = System.nanoTime();
        while (true) {
            try {
                return SocketChannel.open(address);
            } catch (SocketException e) { // no such file yet, or nobody listening on it yet
                boolean gone = isProgramGone(hub);
                if (gone || System.nanoTime() - start > PATIENCE_NANOS) {
                    throw failure(hub, gone, e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static ConnectException failure(Path hub, boolean gone, SocketException cause) {
        ConnectException failure = new ConnectException(
                "no hub answers at " + hub + (gone ? ": its program has ended" : "") + ": " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    /** A hub's program may die before its child has connected: that child must not wait for it. */
    private static boolean isProgramGone(Path hub) {
        Path directory = Objects.requireNonNull(hub.toAbsolutePath().getParent(), "directory of the hub");
        return !Files.isDirectory(directory) || !RunDirectory.isOwnerAlive(directory);
    }
}
