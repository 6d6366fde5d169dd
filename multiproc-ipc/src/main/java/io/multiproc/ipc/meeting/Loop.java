package io.multiproc.ipc.meeting;

import io.multiproc.ipc.pipe.Closing;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a meeting point: calls that come in, writing that nobody waits for, and watching. All but
 * {@link #execute} happens on the thread of the meeting point.
 */
final class Loop {

    private final Selector selector;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Set<Socket> watched = new HashSet<>();

    Loop() throws IOException {
        selector = Selector.open();
    }

    Selector selector() {
        return selector;
    }

    /** Has the thread do something; may be called by any thread. */
    void execute(Runnable order) {
        orders.add(order);
        selector.wakeup();
    }

    void runOrders() {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            try {
                order.run();
            } catch (RuntimeException e) {
                log().log(Level.ERROR, "the thread that serves pipes could not do what it was told to", e);
            }
        }
    }

    /**
     * What is to be done for those who wait for sockets here, when nothing will be done for them any more: they hear of
     * it.
     */
    List<Runnable> left() {
        List<Runnable> left = new ArrayList<>();
        if (selector.isOpen()) {
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof Socket socket) {
                    left.add(socket::abandon);
                }
            }
        }
        return left;
    }

    boolean hasOrders() {
        return !orders.isEmpty();
    }

    /** Whether a socket is waited for. */
    boolean isBusy() {
        if (!watched.isEmpty()) {
            return true;
        }
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Socket socket && socket.isBusy()) {
                return true;
            }
        }
        return false;
    }

    /** How many sockets are being written to. */
    int writing() {
        int count = 0;
        for (SelectionKey key : selector.keys()) {
            count += key.isValid() && key.attachment() instanceof Socket socket && !socket.outflows.isEmpty() ? 1 : 0;
        }
        return count;
    }

    void admit(Call call) {
        with(call.channel(), socket -> socket.call = call);
        call.open();
    }

    /** Writes the buffers after those that are being written to this socket. */
    void write(SocketChannel channel, Iterator<ByteBuffer> buffers, Outflow.End end) {
        if (!with(channel, socket -> socket.outflows.add(new Outflow(channel, buffers, end)))) {
            end.reached(new IOException("the socket is closed"));
        }
    }

    /** Runs the action once when the socket has something to read, or is closed, or cannot be watched. */
    void watch(SocketChannel channel, Runnable action) {
        if (!with(channel, socket -> socket.add(action))) {
            action.run();
        }
    }

    /** Has those run who watch a socket that was closed here: the selector drops it without a word. */
    void tellOfClosed() {
        for (Socket socket : List.copyOf(watched)) {
            if (!socket.channel.isOpen()) {
                socket.tellWatchers();
            }
        }
    }

    /** Calls that have said nothing for too long are ended. */
    void dropOverdueCalls() {
        for (SelectionKey key : new ArrayList<>(selector.keys())) {
            if (key.isValid()
                    && key.attachment() instanceof Socket socket
                    && socket.call != null
                    && socket.call.isOverdue()) {
                Closing.quietly(socket.channel);
            }
        }
    }

    /** Serves the sockets that are ready. */
    void serve() {
        List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
        selector.selectedKeys().clear();
        for (SelectionKey key : ready) {
            if (key.attachment() instanceof Socket socket) {
                try {
                    socket.serve();
                } catch (RuntimeException e) {
                    log().log(Level.ERROR, "a socket of a pipe cannot be served any more", e);
                    socket.abandon();
                    Closing.quietly(socket.channel);
                }
            }
        }
    }

    /** False if the socket is closed, or somebody has made it one that blocks. */
    private boolean with(SocketChannel channel, Consumer<Socket> change) {
        try {
            SelectionKey key = channel.keyFor(selector);
            if (key == null) {
                key = channel.register(selector, 0);
                key.attach(new Socket(channel, key));
            } else if (!key.isValid()) {
                return false; // closed, and the selector has not noticed yet
            }
            Socket socket = (Socket) key.attachment();
            change.accept(socket);
            socket.flush();
            return true;
        } catch (ClosedChannelException
                | CancelledKeyException
                | ClosedSelectorException
                | IllegalBlockingModeException e) {
            return false;
        }
    }

    private static Logger log() {
        return System.getLogger(Loop.class.getName());
    }

    /** What is waited for on one socket. */
    private final class Socket {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final ArrayDeque<Outflow> outflows = new ArrayDeque<>();
        private List<Runnable> watchers = new ArrayList<>(1);
        private @Nullable Call call;

        Socket(SocketChannel channel, SelectionKey key) {
            this.channel = channel;
            this.key = key;
        }

        boolean isBusy() {
            return !outflows.isEmpty() || (call != null && call.isWaiting());
        }

        void serve() {
            if (isReadable()) {
                if (call != null && call.isWaiting()) {
                    call.readable();
                }
                tellWatchers();
            }
            dropWritten();
            updateIfOpen();
        }

        void add(Runnable watcher) {
            watchers.add(watcher);
            watched.add(this);
        }

        void tellWatchers() {
            List<Runnable> told = watchers;
            watchers = new ArrayList<>(1);
            watched.remove(this);
            told.forEach(Runnable::run);
        }

        void abandon() {
            List<Outflow> cut = List.copyOf(outflows);
            outflows.clear();
            cut.forEach(outflow -> outflow.fail(new IOException("the thread that wrote it has ended")));
            tellWatchers();
        }

        /** Any thread may close it at any moment; what is closed can be read to its end. */
        private boolean isReadable() {
            try {
                return key.isReadable();
            } catch (CancelledKeyException e) {
                return true;
            }
        }

        /** Fails with a {@link CancelledKeyException} if it has just been closed. */
        void flush() {
            dropWritten();
            update();
        }

        private void dropWritten() {
            while (!outflows.isEmpty() && outflows.element().isDone()) {
                outflows.remove();
            }
        }

        private void update() {
            if (key.isValid()) {
                boolean reads = !watchers.isEmpty() || (call != null && call.isWaiting());
                key.interestOps((reads ? SelectionKey.OP_READ : 0) | (outflows.isEmpty() ? 0 : SelectionKey.OP_WRITE));
            }
        }

        void updateIfOpen() {
            try {
                update();
            } catch (CancelledKeyException e) {
                log().log(Level.TRACE, "closed by another thread: nothing to wait for any more", e);
            }
        }
    }
}
