package io.multiproc.core.manager.client;

import io.multiproc.ipc.codec.Reduction;
import io.multiproc.ipc.codec.Reductions;
import io.multiproc.managers.ManagedProxy;

/** Marks proxies for the codec. Public, since proxies of interfaces of any package implement it. */
public interface LiveProxy extends ManagedProxy {

    /** Registered when a message names this type, or the first proxy is made. */
    Reduction<LiveProxy> REDUCTION = registered();

    private static Reduction<LiveProxy> registered() {
        Reduction<LiveProxy> reduction = new ProxyReduction();
        Reductions.register(reduction);
        return reduction;
    }
}
