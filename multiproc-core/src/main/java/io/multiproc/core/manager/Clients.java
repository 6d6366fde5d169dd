package io.multiproc.core.manager;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The servers that this process uses: one client each, as long as it has proxies. Guarded by its class. */
final class Clients {

    private static final Map<UUID, WeakReference<ManagerClient>> ALL = new HashMap<>();

    private Clients() {}

    /** The client of a server. */
    static synchronized ManagerClient of(ServerIdentity server) {
        WeakReference<ManagerClient> known = ALL.get(server.id());
        @Nullable ManagerClient client = known == null ? null : known.get();
        if (client == null) {
            ALL.values().removeIf(other -> other.get() == null);
            client = new ManagerClient(server);
            ALL.put(server.id(), new WeakReference<>(client));
        }
        return client;
    }
}
