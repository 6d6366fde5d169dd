package io.multiproc.core.manager.server;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.ManagerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;

/** A server in a process that was not started for it. {@code lock} guards {@code serving} and {@code closed}. */
public final class OwnServer implements ManagerServer {

    private final ObjectServer server;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtExit.Registration atExit;
    private final Object lock = new Object();
    private boolean serving;
    private boolean closed;

    private OwnServer(ObjectServer server) {
        this.server = server;
        this.atExit = AtExit.register(AtExit.HUB, this::close);
    }

    public static OwnServer bind(ServerIdentity identity, ManagedTypes types) throws IOException {
        return new OwnServer(ObjectServer.bind(identity, types));
    }

    @Override
    public String name() {
        return server.identity().name();
    }

    @Override
    public SocketAddress address() {
        return server.identity().access().socketAddress();
    }

    @Override
    public void serveForever() throws InterruptedException {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("manager '" + name() + "' is closed: serveForever after close");
            }
            if (!serving) {
                serving = true;
                server.start();
            }
        }
        end.await();
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        atExit.cancel();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close manager '" + name() + "'", e);
        } finally {
            end.countDown();
        }
    }

    /** Name, address and whether it serves. */
    @Override
    public String toString() {
        synchronized (lock) {
            String state = closed ? "closed" : serving ? "serving" : "not serving yet";
            return "ManagerServer(name='" + name() + "', address="
                    + server.identity().access().address() + ", " + state + ")";
        }
    }
}
