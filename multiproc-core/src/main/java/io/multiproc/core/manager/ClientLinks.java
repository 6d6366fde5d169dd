package io.multiproc.core.manager;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.manager.CallMessages.Hello;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.handshake.LinkKind;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The links of this process to a server: the first one, the session, says which references and calls it does not need any
 * more, and by its end that the process is gone; each of the others carries one call at a time. Guarded by itself.
 */
final class ClientLinks {

    private static final int MOST_IDLE = 8;

    private final ServerIdentity server;
    private final UUID id = UUID.randomUUID();
    private final ArrayDeque<Endpoint> idle = new ArrayDeque<>();
    private final Set<Endpoint> open = new HashSet<>();
    private @Nullable Endpoint session;
    private AtExit.@Nullable Registration atExit;
    private @Nullable String closed;

    ClientLinks(ServerIdentity server) {
        this.server = server;
    }

    /** A link for a call: give it back, or {@link #drop} it. */
    Endpoint take() throws IOException {
        Endpoint link;
        synchronized (this) {
            checkOpen();
            link = idle.pollLast();
            if (link == null && session == null) {
                openSession();
            }
        }
        return link != null ? link : openForCalls();
    }

    synchronized void giveBack(Endpoint link) {
        if (closed == null && idle.size() < MOST_IDLE) {
            idle.add(link);
        } else {
            drop(link);
        }
    }

    /** Ends a link. */
    synchronized void drop(Endpoint link) {
        open.remove(link);
        close(link);
    }

    /** Tells the server something on the session, if there is one. */
    void tell(byte[] frame) {
        Endpoint current;
        synchronized (this) {
            current = session;
        }
        if (current == null) {
            return;
        }
        try {
            current.send(frame);
        } catch (IOException e) {
            System.getLogger(ClientLinks.class.getName()).log(Level.DEBUG, server.inWords() + " is gone", e);
        }
    }

    /**
     * Ends all links.
     *
     * @param reason for those who call afterwards, such as {@code was shut down}
     */
    synchronized void close(String reason) {
        if (closed != null) {
            return;
        }
        closed = reason;
        if (atExit != null) {
            atExit.cancel();
        }
        List<Endpoint> all = new ArrayList<>(open);
        open.clear();
        idle.clear();
        session = null;
        all.forEach(ClientLinks::close);
    }

    /** Why there are no links any more; null if there are. */
    synchronized @Nullable String closed() {
        return closed;
    }

    private void openSession() throws IOException {
        Endpoint link = connect(false);
        if (link.receive() == null) {
            throw new EOFException("the server closed the link");
        }
        session = link;
        atExit = AtExit.register(AtExit.HUB, () -> close("cannot be used any more: this process ends"));
    }

    private Endpoint openForCalls() throws IOException {
        Endpoint link = connect(true);
        synchronized (this) {
            if (closed != null) {
                drop(link);
            }
            checkOpen();
        }
        return link;
    }

    private Endpoint connect(boolean carriesCalls) throws IOException {
        boolean interrupted = Thread.interrupted(); // it would close the channel
        try {
            Endpoint link = Endpoint.connect(server.socketAddress(), server.ticket(), LinkKind.MANAGER);
            synchronized (this) {
                open.add(link);
            }
            CurrentProcess self = CurrentProcess.get();
            link.send(new Hello(id, carriesCalls, self.pid(), self.name()).frame());
            return link;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void checkOpen() throws IOException {
        if (closed != null) {
            throw new IOException(closed);
        }
    }

    private static void close(Endpoint link) {
        try {
            link.close();
        } catch (IOException e) {
            System.getLogger(ClientLinks.class.getName()).log(Level.DEBUG, "cannot close a link", e);
        }
    }
}
