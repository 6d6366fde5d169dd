package io.multiproc.core.child;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.handshake.LinkKind;
import java.io.IOException;
import java.util.function.Consumer;

/** What a child can do besides running the program's code: talk to its parent. */
public interface ChildContext {

    /** Opens a link to the parent. */
    Endpoint open(LinkKind kind) throws IOException;

    /** Has orders of the parent given to that handler, on a thread that must not be kept long. */
    void onOrder(Consumer<byte[]> handler);
}
