package io.multiproc.ipc.listener;

import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.pipe.Closing;
import io.multiproc.ipc.pipe.ShortageLog;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Accepts clients and shakes hands with many of them at the same time, on a thread of its own; those who have proved
 * the key wait until somebody takes them. All but those belongs to the thread.
 */
public final class Acceptor {

    /** Handshakes at the same time; the oldest makes room for a new one, since an honest one takes milliseconds. */
    private static final int MOST_GUESTS = 512;

    private static final long TICK_MILLIS = 100;
    private static final long END_MILLIS = 2_000;
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final ServerSocket server;
    private final PeerSettings settings;
    private final int backlog;
    private final Events events;
    private final Selector selector;
    private final Thread thread;
    private final Admitted admitted;

    /** Oldest first. */
    private final LinkedHashSet<Guest> guests = new LinkedHashSet<>();

    private final ShortageLog shortage = new ShortageLog(Acceptor.class);
    private boolean pausing;

    /** Who hears what happens, on the thread of the acceptor. */
    public interface Events {

        /** A client can be taken, or there will be no more. */
        void changed();

        /** A client was not let in. */
        void refused(@Nullable SocketAddress client, HandshakeException reason);
    }

    private Acceptor(ServerSocket server, PeerSettings settings, int backlog, Events events) throws IOException {
        this.server = server;
        this.settings = settings;
        this.backlog = backlog;
        this.events = events;
        this.admitted = new Admitted("the listener at " + server.address());
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "multiproc-listener-" + NUMBERS.incrementAndGet());
        thread.setDaemon(true);
    }

    /**
     * Listens; {@link #start} begins to accept.
     *
     * @param backlog how many may wait until they are taken
     */
    public static Acceptor open(SocketAddress address, PeerSettings settings, int backlog, Events events)
            throws IOException {
        ServerSocket server = ServerSocket.bind(address, backlog);
        try {
            Acceptor acceptor = new Acceptor(server, settings, backlog, events);
            server.channel().register(acceptor.selector, SelectionKey.OP_ACCEPT);
            return acceptor;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Begins to accept. */
    public void start() {
        thread.start();
    }

    /** Where it listens. */
    public SocketAddress address() {
        return server.address();
    }

    /** Whether a client can be taken. */
    public boolean isReady() {
        return admitted.isReady();
    }

    /** Whether it is closed. */
    public boolean isClosed() {
        return admitted.isClosed();
    }

    /**
     * Waits for a client that has proved its key, and takes it.
     *
     * @return null: the time is over
     * @throws IOException if it is closed
     */
    public @Nullable Peer take(long deadline) throws IOException, InterruptedException {
        Peer taken = admitted.take(deadline);
        if (taken != null) {
            selector.wakeup(); // there is room for another
        }
        return taken;
    }

    /** Ends it, and closes the connections that nobody has taken. */
    public void close() {
        admitted.close();
        selector.wakeup();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // it ends without being watched
            }
        }
    }

    private void run() {
        IOException reason = null;
        try {
            while (!isClosed()) {
                SelectionKey accepting = server.channel().keyFor(selector);
                accepting.interestOps(hasRoom() ? SelectionKey.OP_ACCEPT : 0);
                selector.select(guests.isEmpty() && !pausing ? 0 : TICK_MILLIS);
                pausing = false;
                serve();
            }
        } catch (IOException | ClosedSelectorException e) {
            reason = e instanceof IOException known ? known : new IOException("the selector is closed", e);
            log().log(System.Logger.Level.ERROR, "the listener at " + address() + " has failed", e);
        } finally {
            end(reason);
        }
    }

    private boolean hasRoom() {
        return !pausing && admitted.size() < backlog;
    }

    private void serve() {
        Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            SelectionKey key = keys.next();
            keys.remove();
            if (key.attachment() instanceof Guest guest) {
                advance(guest, key);
            } else if (key.isValid() && key.isAcceptable()) {
                accept();
            }
        }
        while (!guests.isEmpty() && guests.iterator().next().isOverdue()) {
            refuse(
                    guests.iterator().next(),
                    new HandshakeException("the client did not complete the handshake within "
                            + settings.patience().toMillis() + " ms"));
        }
    }

    private void accept() {
        try {
            for (SocketChannel socket = server.channel().accept();
                    socket != null;
                    socket = hasRoom() ? server.channel().accept() : null) {
                admit(socket);
            }
        } catch (IOException e) {
            // out of file descriptors, as a rule: the oldest handshakes make room, and it goes on after a moment
            shortage.warn("cannot accept a client at " + address() + " at the moment", e);
            for (int count = guests.size() / 2; count > 0; count--) {
                refuse(guests.iterator().next(), new HandshakeException("too many handshakes at the same time"));
            }
            pausing = true;
        }
    }

    private void admit(SocketChannel socket) throws IOException {
        Path file = server.file();
        Guest guest = null;
        try {
            socket.configureBlocking(false);
            guest = new Guest(socket, file == null ? socket.getRemoteAddress() : null, settings);
            guests.add(guest);
            if (file == null) {
                ClientSocket.prepare(socket);
            } else {
                PeerUser.check(socket, file);
            }
            guest.welcome();
            socket.register(selector, SelectionKey.OP_READ | (guest.wantsToWrite() ? SelectionKey.OP_WRITE : 0), guest);
        } catch (IOException e) {
            if (guest == null) {
                socket.close();
            } else {
                refuse(guest, e);
            }
        }
        if (guests.size() > MOST_GUESTS) {
            refuse(guests.iterator().next(), new HandshakeException("too many handshakes at the same time"));
        }
    }

    private void advance(Guest guest, SelectionKey key) {
        try {
            if (!guests.contains(guest)) {
                return;
            }
            if (guest.advance()) {
                key.cancel();
                guests.remove(guest);
                admitted.add(guest.peer());
                events.changed();
            } else {
                key.interestOps(SelectionKey.OP_READ | (guest.wantsToWrite() ? SelectionKey.OP_WRITE : 0));
            }
        } catch (IOException | RuntimeException e) {
            refuse(guest, e); // whatever a stranger makes the TLS engine throw, too
        }
    }

    private void refuse(Guest guest, Exception reason) {
        guests.remove(guest);
        HandshakeException told = Guest.explained(reason);
        guest.refuse(String.valueOf(told.getMessage()));
        events.refused(guest.address(), told);
    }

    private void end(@Nullable IOException reason) {
        guests.forEach(Guest::close);
        guests.clear();
        admitted.end(reason).forEach(peer -> Closing.quietly(peer.channel()));
        Closing.quietly(server);
        Closing.quietly(selector);
        events.changed();
    }

    private static System.Logger log() {
        return System.getLogger(Acceptor.class.getName());
    }
}
