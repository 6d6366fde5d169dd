package io.multiproc.core.manager.server;

import io.multiproc.core.manager.client.Proxies;
import io.multiproc.core.manager.wire.Form;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * An object of a server.
 *
 * <p>{@code references} is guarded by the table. The proxies of the server's own keep it, as their handler does.
 */
final class Served {

    private final long id;
    private final Object object;
    private final Form form;
    private final @Nullable Object lock;
    private WeakReference<@Nullable Object> proxy = new WeakReference<>(null);
    private int references;

    /**
     * An object with its number.
     *
     * @param lock held during each call, if it is not safe for many threads itself
     */
    Served(long id, Object object, Form form, @Nullable Object lock) {
        this.id = id;
        this.object = object;
        this.form = form;
        this.lock = lock;
    }

    long id() {
        return id;
    }

    Object object() {
        return object;
    }

    Form form() {
        return form;
    }

    @Nullable
    Object lock() {
        return lock;
    }

    /** Changes the number of references of clients, and returns it; called by the table. */
    int addReferences(int count) {
        references += count;
        return references;
    }

    /** What stands for it within the server: always the same, as long as there is one. */
    synchronized Object proxy(ObjectServer server) {
        Object current = proxy.get();
        if (current == null) {
            current = Proxies.of(form, new LocalHandler(this, server));
            proxy = new WeakReference<>(current);
        }
        return current;
    }
}
