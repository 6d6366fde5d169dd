package io.multiproc.core.manager.server;

import io.multiproc.core.manager.heap.Caller;
import io.multiproc.managers.ManagedTypes;

/** Counts what clients refer to in a server, from outside. */
public interface ManagedReferences {

    /** For the manager's builder. */
    static ManagedTypes types() {
        return ManagedTypes.none().with(ManagedReferences.class, InServer::new);
    }

    /** How many objects of the server the calling process refers to. */
    int objects();

    /** In the server. */
    final class InServer implements ManagedReferences {

        @Override
        public int objects() {
            return ((ClientSession) Caller.required().session()).countReferences();
        }
    }
}
