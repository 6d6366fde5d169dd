package io.multiproc.core.manager.link;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.manager.wire.Access;
import io.multiproc.core.manager.wire.CallMessages.Hello;
import io.multiproc.core.manager.wire.ServerIdentity;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.endpoint.Patience;
import io.multiproc.ipc.endpoint.TimeLimit;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.listener.Tls;
import io.multiproc.ipc.pipe.Closing;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The links of this process to a server: the first one, the session, says which references and calls it does not need
 * any more, and by its end that the process is gone; each of the others carries one call at a time. Guarded by itself.
 */
public final class ClientLinks {

    private static final int MOST_IDLE = 8;
    private static final String SILENT = "does not answer";

    private final ServerIdentity server;
    private final UUID id = UUID.randomUUID();
    private final ArrayDeque<Endpoint> idle = new ArrayDeque<>();
    private final Set<Endpoint> open = new HashSet<>();
    private final Object asking = new Object();
    private @Nullable Tls tls;
    private boolean tlsMade;
    private @Nullable Endpoint session;
    private AtExit.@Nullable Registration atExit;
    private @Nullable String closed;

    public ClientLinks(ServerIdentity server) {
        this.server = server;
    }

    /** Whether the server may be on another machine. */
    boolean isInternet() {
        return server.access().isInternet();
    }

    /** A link for a call, which waits as long for it as for its outcome: give it back, or {@link #drop} it. */
    public Endpoint take(CallPatience patience) throws IOException {
        Endpoint link;
        synchronized (this) {
            checkOpen();
            link = idle.pollLast();
            if (link == null && session == null) {
                openSession();
            }
        }
        return link != null ? link : openForCalls(patience);
    }

    public synchronized void giveBack(Endpoint link) {
        if (closed == null && idle.size() < MOST_IDLE) {
            idle.add(link);
        } else {
            drop(link);
        }
    }

    /** Ends a link. */
    public synchronized void drop(Endpoint link) {
        open.remove(link);
        Closing.quietly(link);
    }

    /** Tells the server something on the session, if there is one. A server that does not take it is not there. */
    void tell(byte[] frame) {
        Endpoint current;
        synchronized (this) {
            current = session;
        }
        if (current == null) {
            return;
        }
        TimeLimit limit = ServerSilence.ofSilence();
        try {
            current.send(frame, frame.length, limit);
        } catch (SocketTimeoutException e) {
            close(SILENT);
        } catch (IOException e) {
            System.getLogger(ClientLinks.class.getName()).log(Level.DEBUG, server.inWords() + " is gone", e);
        } finally {
            limit.restoreInterrupt();
        }
    }

    /**
     * Asks the server whether it is there; if it does not answer, it is not used any more: by the end of the session it
     * knows, when it wakes, that nobody waits for what it did in between.
     *
     * @throws IOException if it is not
     */
    void checkServer() throws IOException {
        TimeLimit limit = ServerSilence.ofSilence();
        synchronized (asking) {
            Endpoint current;
            synchronized (this) {
                checkOpen();
                current = session;
            }
            if (current == null) {
                throw new SocketTimeoutException("no answer in time");
            }
            byte[] question = hello(false);
            try {
                current.send(question, question.length, limit);
                if (current.receive(limit) == null) {
                    throw new EOFException("the server closed the link");
                }
            } catch (SocketTimeoutException e) {
                close(SILENT);
                throw e;
            } finally {
                limit.restoreInterrupt();
            }
        }
    }

    /**
     * Ends all links.
     *
     * @param reason for those who call afterwards, such as {@code was shut down}
     */
    public synchronized void close(String reason) {
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
        all.forEach(Closing::quietly);
    }

    /** Why there are no links any more; null if there are. */
    public synchronized @Nullable String closed() {
        return closed;
    }

    private void openSession() throws IOException {
        TimeLimit limit = ServerSilence.ofConnecting();
        if (Thread.interrupted()) { // the server is to hear of it, when there is a link
            limit.interrupted();
        }
        try {
            session = connect(false, limit);
        } catch (SocketTimeoutException e) {
            close(SILENT);
            throw e;
        } finally {
            limit.restoreInterrupt();
        }
        atExit = AtExit.register(AtExit.HUB, () -> close("cannot be used any more: this process ends"));
    }

    private Endpoint openForCalls(CallPatience call) throws IOException {
        LinkPatience patience = new LinkPatience(this, call);
        if (Thread.interrupted()) {
            patience.interrupted();
        }
        Endpoint link;
        try {
            link = connect(true, patience);
        } finally {
            patience.restoreInterrupt();
        }
        synchronized (this) {
            if (closed != null) {
                drop(link);
            }
            checkOpen();
        }
        return link;
    }

    private Endpoint connect(boolean carriesCalls, Patience patience) throws IOException {
        Access access = server.access();
        Endpoint link =
                Endpoint.connect(access.socketAddress(), access.ticket(), LinkKind.MANAGER, encryption(), patience);
        synchronized (this) {
            open.add(link);
        }
        try {
            greet(link, carriesCalls, patience);
        } catch (IOException | RuntimeException | Error e) {
            drop(link);
            throw e;
        }
        return link;
    }

    private void greet(Endpoint link, boolean carriesCalls, Patience patience) throws IOException {
        byte[] hello = hello(carriesCalls);
        link.send(hello, hello.length, patience);
        if (!carriesCalls && link.receive(patience) == null) {
            throw new EOFException("the server closed the link");
        }
    }

    private byte[] hello(boolean carriesCalls) {
        CurrentProcess self = CurrentProcess.get();
        return new Hello(id, carriesCalls, self.pid(), self.name()).frame();
    }

    private synchronized @Nullable Tls encryption() {
        if (!tlsMade) {
            tls = server.access().encryption();
            tlsMade = true;
        }
        return tls;
    }

    synchronized void checkOpen() throws IOException {
        if (closed != null) {
            throw new IOException(closed);
        }
    }
}
