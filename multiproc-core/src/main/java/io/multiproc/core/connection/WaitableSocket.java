package io.multiproc.core.connection;

import io.multiproc.core.waiting.EventWaitable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A socket of the program's own, to be waited for: ready when there is something to read, or its end. */
final class WaitableSocket implements EventWaitable {

    private final SocketChannel socket;
    private final Readiness readiness = new Readiness(this::watched);

    WaitableSocket(SocketChannel socket) {
        this.socket = socket;
    }

    @Override
    public boolean isReady() {
        try {
            if (Probe.isReadable(socket)) {
                return true;
            }
        } catch (ClosedChannelException e) {
            return true; // reading tells
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tell whether a socket is ready: " + socket, e);
        }
        readiness.arm();
        return false;
    }

    @Override
    public Subscription whenReady(Runnable action) {
        Subscription subscription = readiness.add(action);
        if (isReady()) {
            action.run();
        }
        return subscription;
    }

    /** The socket. */
    @Override
    public String toString() {
        return "Waitable(" + socket + ")";
    }

    private SocketChannel watched() {
        return socket;
    }

    /** Looks at one socket at a time, without waiting. */
    private static final class Probe {

        private static final Probe INSTANCE = new Probe();

        private final Selector selector;

        Probe() {
            try {
                selector = Selector.open();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot look at sockets: no selector", e);
            }
        }

        static boolean isReadable(SocketChannel socket) throws IOException {
            synchronized (INSTANCE) {
                SelectionKey key = socket.register(INSTANCE.selector, SelectionKey.OP_READ);
                try {
                    INSTANCE.selector.selectNow();
                    return key.isValid() && key.isReadable();
                } catch (CancelledKeyException e) { // the program has just closed it
                    return false;
                } catch (ClosedSelectorException e) {
                    throw new IOException("the selector is closed", e);
                } finally {
                    INSTANCE.selector.selectedKeys().clear();
                    key.cancel();
                    INSTANCE.selector.selectNow(); // forgets the key, so that the socket is the program's again
                }
            }
        }
    }
}
