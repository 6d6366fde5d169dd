package io.multiproc.core.manager.link;

import io.multiproc.core.current.OnceAction;
import io.multiproc.core.manager.wire.CallMessages;
import io.multiproc.process.Finalizer;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a server that this process has proxies of, and how often the server has counted a reference for each.
 * When a proxy is garbage, the server is told. Does not refer to the client, which is garbage with its last proxy.
 * Guarded by itself.
 */
public final class HeldReferences {

    private final ClientLinks links;
    private final Map<Long, Held> held = new HashMap<>();

    public HeldReferences(ClientLinks links) {
        this.links = links;
    }

    private static final class Held extends WeakReference<Object> {

        private int count;

        Held(Object proxy) {
            super(proxy);
        }
    }

    /**
     * The proxy of an object for which the server has just counted a reference; the one that is here, if there is one.
     */
    public synchronized Object adopt(long object, Supplier<Object> maker) {
        Held entry = held.get(object);
        @Nullable Object proxy = entry == null ? null : entry.get();
        if (entry == null || proxy == null) {
            Object made = maker.get();
            Held added = new Held(made);
            held.put(object, added);
            Finalizer unused = OnceAction.onGarbage(made, () -> release(object, added));
            entry = added;
            proxy = made;
        }
        entry.count++;
        return proxy;
    }

    private void release(long object, Held entry) {
        synchronized (this) {
            held.remove(object, entry);
        }
        links.tell(CallMessages.release(object, entry.count));
    }
}
