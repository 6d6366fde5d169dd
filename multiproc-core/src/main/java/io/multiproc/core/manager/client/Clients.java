package io.multiproc.core.manager.client;

import io.multiproc.core.manager.wire.ServerIdentity;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The servers that this process uses: one client each, as long as it has proxies or until it is closed. Guarded by its
 * class.
 */
public final class Clients {

    private static final Map<Key, WeakReference<ManagerClient>> ALL = new HashMap<>();

    private Clients() {}

    /** Who reaches a server in another way, or believes it more or less, is another client. */
    private record Key(
            UUID server, String address, @Nullable List<String> allowed) {}

    /** The client of a server. */
    public static synchronized ManagerClient of(ServerIdentity server) {
        Key key =
                new Key(server.id(), server.access().address(), server.access().allowed());
        WeakReference<ManagerClient> known = ALL.get(key);
        @Nullable ManagerClient client = known == null ? null : known.get();
        if (client == null || !client.isOpen()) {
            ALL.values().removeIf(other -> other.get() == null);
            client = new ManagerClient(server);
            ALL.put(key, new WeakReference<>(client));
        }
        return client;
    }
}
