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
import io.multiproc.ipc.listener.ServerSocket;
import io.multiproc.ipc.listener.Tls;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.OutcomeCalls;
import io.multiproc.pool.PoolCalls;
import io.multiproc.pool.ResultIterator;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves objects: a thread lets links in, and each link has a thread of its own, so that a call that waits keeps no
 * other from its work.
 */
final class ObjectServer implements Closeable {

    private static final List<Class<?>> OF_POOL =
            List.of(AsyncResult.class, ResultIterator.class, PoolCalls.class, OutcomeCalls.class);
    private static final int BACKLOG = 1024;
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(30);

    private final ServerIdentity identity;
    private final Entrance entrance;
    private final ManagedTypes types;
    private final ObjectCodec codec;
    private final ObjectTable table = new ObjectTable();
    private final Pins pins = new Pins(table);
    private final Dispatch dispatch = new Dispatch(this);
    private final Map<UUID, ClientSession> sessions = new ConcurrentHashMap<>();

    private ObjectServer(ServerIdentity identity, Entrance entrance, ManagedTypes types) {
        this.identity = identity;
        this.entrance = entrance;
        this.types = types;
        this.codec = WireClasses.codec(identity.access());
        Served workshop = table.add(new Workshop(this, types), new Form(Shape.PLAIN, Creation.class), null);
        table.refer(workshop);
    }

    /** Takes the address of the identity; those that connect wait until {@link #start}. */
    static ObjectServer bind(ServerIdentity identity, ManagedTypes types) throws IOException {
        return bind(identity, types, HANDSHAKE_LIMIT);
    }

    /** The same with another limit for proving the key. */
    static ObjectServer bind(ServerIdentity identity, ManagedTypes types, Duration handshakeLimit) throws IOException {
        Tls tls = identity.access().encryption(); // fails, if it does, before there is something to close
        ServerSocket socket = ServerSocket.bind(identity.access().socketAddress(), BACKLOG);
        socket.channel().configureBlocking(true);
        Access taken = identity.access().at(socket.address());
        ServerIdentity known = new ServerIdentity(identity.id(), identity.name(), identity.pid(), taken);
        return new ObjectServer(known, new Entrance(known, socket, tls, handshakeLimit), types);
    }

    /** Serves from now on. */
    void start() {
        entrance.open(this::serve);
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
        try {
            entrance.shut();
        } finally {
            sessions.values().forEach(ClientSession::end);
            entrance.endLinks();
        }
    }

    private void serve(Endpoint link) throws IOException {
        Frame first = link.receive();
        if (first == null) {
            return;
        }
        Hello hello = Hello.read(first);
        if (hello.carriesCalls()) {
            ClientSession session = sessions.get(hello.client());
            if (session != null) {
                new ServedLink(this, session, link).run();
            }
        } else {
            ClientSession session = new ClientSession(this, hello.process(), hello.pid());
            sessions.put(hello.client(), session);
            follow(link, hello.client(), session);
        }
    }

    /** The first link of a process, which is there as long as the process needs the server. */
    private void follow(Endpoint endpoint, UUID client, ClientSession session) throws IOException {
        try {
            endpoint.send(hello());
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
}
