package io.multiproc.core.spawn;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.handshake.LinkKind;
import java.io.IOException;

/** What a child can do besides running the program's code: open the further links that its parent expects. */
public final class ChildContext {

    private final StartTicket ticket;

    ChildContext(StartTicket ticket) {
        this.ticket = ticket;
    }

    /** Opens a link to the parent. */
    public Endpoint open(LinkKind kind) throws IOException {
        return Endpoint.connect(ticket.hub(), ticket.link(), kind);
    }
}
