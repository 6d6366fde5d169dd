package io.multiproc.core.child;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.handshake.LinkKind;
import java.io.IOException;

/** What a child can do besides running the program's code: open the further links that its parent expects. */
@FunctionalInterface
public interface ChildContext {

    /** Opens a link to the parent. */
    Endpoint open(LinkKind kind) throws IOException;
}
