package io.multiproc.ipc.hub;

import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Who may connect: each expected link once, links to what is served any number of times, with the right key. May be
 * used by any thread, also before the hub is up.
 */
public final class ExpectedLinks {

    private final Map<LinkId, Admitted> expected = new ConcurrentHashMap<>();
    private final Map<LinkId, Served> served = new ConcurrentHashMap<>();

    /**
     * Lets a child open one link of that kind.
     *
     * @param listener told when the link is open, what arrives, and its end
     */
    public void expect(LinkTicket ticket, LinkKind kind, LinkListener listener) {
        expected.put(new LinkId(ticket.childId(), kind), new Admitted(ticket, listener));
    }

    /**
     * Lets any process that has the key open links of that kind, as many as it likes, while this process runs.
     *
     * @param listeners makes the listener of each; called on the hub's event loop
     */
    public void serve(LinkTicket ticket, LinkKind kind, Supplier<? extends LinkListener> listeners) {
        served.put(new LinkId(ticket.childId(), kind), new Served(ticket, listeners));
    }

    /** Lets the child open no further links. */
    public void forget(long childId) {
        for (LinkKind kind : LinkKind.values()) {
            expected.remove(new LinkId(childId, kind));
        }
    }

    /**
     * Takes the link that the answer is for out of the expected ones, so that the same answer cannot be used again;
     * what is served stays, and its answers are told apart by their challenges.
     *
     * @throws HandshakeException if no such link is expected, or the answer does not prove its key
     */
    public Admitted admit(Handshake.Answer answer, Handshake.Challenger challenger) throws HandshakeException {
        LinkId id = new LinkId(answer.childId(), answer.kind());
        Served lasting = served.get(id);
        if (lasting != null && challenger.accepts(answer, lasting.ticket())) {
            return new Admitted(lasting.ticket(), lasting.listeners().get());
        }
        Admitted found = expected.get(id);
        if (found == null || !challenger.accepts(answer, found.ticket()) || !expected.remove(id, found)) {
            throw new HandshakeException(
                    "not an expected child, or not its key: child=" + answer.childId() + ", link=" + answer.kind());
        }
        return found;
    }

    private record LinkId(long childId, LinkKind kind) {}

    private record Served(LinkTicket ticket, Supplier<? extends LinkListener> listeners) {}

    /** A link that may now carry frames. */
    public record Admitted(LinkTicket ticket, LinkListener listener) {}
}
