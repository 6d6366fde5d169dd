package io.multiproc.core.spawn;

import io.multiproc.core.child.ChildContext;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.handshake.LinkKind;
import java.io.IOException;
import java.util.function.Consumer;

/** What a child JVM's work may do with its parent. */
record SpawnContext(StartTicket ticket, ControlReader reader) implements ChildContext {

    @Override
    public Endpoint open(LinkKind kind) throws IOException {
        return Endpoint.connect(ticket.hub(), ticket.link(), kind);
    }

    @Override
    public void onOrder(Consumer<byte[]> handler) {
        reader.giveOrdersTo(handler);
    }
}
