package io.multiproc.core.manager.server;

import io.multiproc.core.manager.client.WireClasses;
import io.multiproc.core.manager.wire.Access;
import io.multiproc.core.manager.wire.CallMessages.Hello;
import io.multiproc.core.manager.wire.Creation;
import io.multiproc.core.manager.wire.Form;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.core.manager.wire.Shape;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.listener.ServerSocket;
import io.multiproc.ipc.listener.Tls;
import io.multiproc.ipc.pipe.Closing;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.OutcomeCalls;
import io.multiproc.pool.PoolCalls;
import io.multiproc.pool.ResultIterator;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessLock;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Serves objects: a thread accepts links, and each link has a thread of its own, so that a call that waits keeps no other
 * from its work.
 */
final class ObjectServer implements Closeable {

    private static final Logger LOG = System.getLogger(ObjectServer.class.getName());
    private static final List<Class<?>> OF_POOL =
            List.of(AsyncResult.class, ResultIterator.class, PoolCalls.class, OutcomeCalls.class);
    private static final int BACKLOG = 1024;
    private static final int HANDSHAKE_SECONDS = 30;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ServerIdentity identity;
    private final ServerSocket acceptor;
    private final ManagedTypes types;
    private final ObjectCodec codec;
    private final @Nullable Tls tls;
    private final ObjectTable table = new ObjectTable();
    private final Pins pins = new Pins(table);
    private final Dispatch dispatch = new Dispatch(this);
    private final Map<UUID, ClientSession> sessions = new ConcurrentHashMap<>();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger links = new AtomicInteger();
    private volatile boolean closed;

    private ObjectServer(ServerIdentity identity, ServerSocket acceptor, ManagedTypes types) {
        this.identity = identity;
        this.acceptor = acceptor;
        this.types = types;
        this.codec = WireClasses.codec(identity.access());
        this.tls = identity.access().encryption();
        Served workshop = table.add(new Workshop(this, types), new Form(Shape.PLAIN, Creation.class), null);
        table.refer(workshop);
    }

    /** Takes the address of the identity; those that connect wait until {@link #start}. */
    static ObjectServer bind(ServerIdentity identity, ManagedTypes types) throws IOException {
        ServerSocket socket = ServerSocket.bind(identity.access().socketAddress(), BACKLOG);
        socket.channel().configureBlocking(true);
        Access taken = identity.access().at(socket.address());
        return new ObjectServer(
                new ServerIdentity(identity.id(), identity.name(), identity.pid(), taken), socket, types);
    }

    /** Serves from now on. */
    void start() {
        startThread(this::accept, "multiproc-manager-accept");
    }

    ServerIdentity identity() {
        return identity;
    }

    /** Makes objects of what clients send. */
    ObjectCodec codec() {
        return codec;
    }

    ObjectTable table() {
        return table;
    }

    Pins pins() {
        return pins;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    /** Gives an object a number. */
    Served serve(Object object, Form form, @Nullable Object lock) {
        return table.add(object, form, lock);
    }

    /** The object of that number. */
    Served find(long object) {
        Served found = table.find(object);
        if (found == null) {
            throw new IllegalStateException("object " + object + " of " + identity.inWords()
                    + " does not exist any more: all who had a proxy of it have dropped it");
        }
        return found;
    }

    /** The interface of what stays here instead of being returned; null if it is returned. */
    @Nullable
    Class<?> proxyResult(Class<?> type, String method, Object result) {
        if (PoolCalls.class.isAssignableFrom(type) || type == AsyncResult.class) {
            return ofPool(result);
        }
        if (type == ProcessCondition.class && result instanceof ProcessLock lock) {
            return Workshop.typeOf(lock);
        }
        for (ManagedTypes.ProxyResult each : types.proxyResults()) {
            if (each.type() == type && each.method().equals(method)) {
                return each.result();
            }
        }
        return null;
    }

    /** The tasks of a pool stay where its workers are. */
    private static @Nullable Class<?> ofPool(Object result) {
        return OF_POOL.stream()
                .filter(type -> type.isInstance(result))
                .findFirst()
                .orElse(null);
    }

    /** Ends all links. */
    @Override
    public void close() throws IOException {
        closed = true;
        acceptor.close();
        sessions.values().forEach(ClientSession::end);
        for (SocketChannel channel : open) {
            channel.close();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                SocketChannel accepted = acceptor.channel().accept();
                startThread(() -> serve(accepted), "multiproc-manager-" + links.incrementAndGet());
            } catch (ClosedChannelException e) {
                LOG.log(Level.DEBUG, "{0} accepts no more links", identity.inWords());
                return;
            } catch (IOException e) { // out of file descriptors, for example: that may pass
                LOG.log(Level.WARNING, identity.inWords() + " cannot accept a link", e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void serve(SocketChannel accepted) {
        open.add(accepted);
        try (Endpoint endpoint = admit(accepted)) {
            if (closed) {
                return;
            }
            Frame first = endpoint.receive();
            if (first == null) {
                return;
            }
            Hello hello = Hello.read(first);
            if (hello.carriesCalls()) {
                ClientSession session = sessions.get(hello.client());
                if (session != null) {
                    new ServedLink(this, session, endpoint).run();
                }
            } else {
                ClientSession session = new ClientSession(this, hello.process(), hello.pid());
                sessions.put(hello.client(), session);
                endpoint.send(hello());
                follow(endpoint, hello.client(), session);
            }
        } catch (IOException e) {
            boolean foul = e instanceof FrameException || e instanceof HandshakeException;
            LOG.log(foul ? Level.WARNING : Level.DEBUG, "a link of " + identity.inWords() + " failed", e);
        } finally {
            open.remove(accepted);
        }
    }

    /** The key must be proved in time. */
    private Endpoint admit(SocketChannel accepted) throws IOException {
        CompletableFuture<Void> patience = new CompletableFuture<>();
        CompletableFuture<Void> unused = patience.completeOnTimeout(null, HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .thenRun(() -> Closing.quietly(accepted));
        Endpoint admitted = Endpoint.admit(accepted, identity.access().ticket(), LinkKind.MANAGER, tls);
        patience.cancel(false);
        return admitted;
    }

    /** The first link of a process, which is there as long as the process needs the server. */
    private void follow(Endpoint endpoint, UUID client, ClientSession session) throws IOException {
        try {
            for (Frame frame = endpoint.receive(); frame != null; frame = endpoint.receive()) {
                ByteBuffer in = ByteBuffer.wrap(frame.payload());
                switch (frame.type()) {
                    case RELEASE -> session.release(in.getLong(), in.getInt());
                    case CANCEL -> session.cancel(in.getLong());
                    case HELLO -> endpoint.send(hello()); // the client asks whether anybody is here
                    default -> throw new FrameException("not a message to a manager: " + frame.type());
                }
            }
        } finally {
            sessions.remove(client);
            session.end();
        }
    }

    private byte[] hello() {
        return new Hello(identity.id(), false, identity.pid(), identity.name()).frame();
    }

    private void startThread(Runnable action, String name) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }
}
