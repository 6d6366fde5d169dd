package io.multiproc.core.manager.client;

import io.multiproc.core.manager.wire.ProxyHandle;

/** The inside of a proxy, of a client or of the server itself. */
public interface Sendable {

    /** What makes a proxy of the same object anywhere. */
    ProxyHandle handleForOthers();
}
