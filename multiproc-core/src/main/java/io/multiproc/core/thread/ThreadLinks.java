package io.multiproc.core.thread;

import io.multiproc.core.child.ChildContext;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The links of a thread that plays a process: closed when it is ended, which is how it notices. */
final class ThreadLinks implements ChildContext {

    /** Of a thread that needs none. */
    static final ThreadLinks NONE = new ThreadLinks(null, null, null);

    private final @Nullable Path hub;
    private final @Nullable CompletionStage<Void> hubStarted;
    private final @Nullable LinkTicket ticket;
    private final List<Endpoint> open = new ArrayList<>();
    private boolean closed;
    private volatile @Nullable Consumer<byte[]> orders;

    ThreadLinks(@Nullable Path hub, @Nullable CompletionStage<Void> hubStarted, @Nullable LinkTicket ticket) {
        this.hub = hub;
        this.hubStarted = hubStarted;
        this.ticket = ticket;
    }

    @Override
    public Endpoint open(LinkKind kind) throws IOException {
        if (hub == null || hubStarted == null || ticket == null) {
            throw new IOException("this thread has no links: kind=" + kind);
        }
        hubStarted.toCompletableFuture().join();
        Endpoint endpoint = Endpoint.connect(hub, ticket, kind);
        synchronized (open) {
            if (!closed) {
                open.add(endpoint);
                return endpoint;
            }
        }
        endpoint.close();
        throw new IOException("the thread was ended while it opened a link: kind=" + kind);
    }

    @Override
    public void onOrder(Consumer<byte[]> handler) {
        orders = handler;
    }

    void order(byte[] payload) {
        Consumer<byte[]> handler = orders;
        if (handler != null) {
            handler.accept(payload);
        }
    }

    void close() {
        List<Endpoint> current;
        synchronized (open) {
            closed = this != NONE;
            current = List.copyOf(open);
            open.clear();
        }
        for (Endpoint endpoint : current) {
            try {
                endpoint.close();
            } catch (IOException e) {
                System.getLogger(ThreadLinks.class.getName()).log(Level.DEBUG, "cannot close a link", e);
            }
        }
    }
}
