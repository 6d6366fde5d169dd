package io.multiproc.core.manager.server;

import io.multiproc.core.manager.wire.Form;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a server by their numbers. Those that clients refer to are kept; the others are there as long as
 * another object of the server has a proxy of theirs, which the collector finds out, so that objects in a circle go as
 * well.
 */
final class ObjectTable {

    private final Map<Long, Entry> all = new HashMap<>();
    private final Map<Long, Served> referenced = new HashMap<>();
    private final IdentityHashMap<Object, Served> byIdentity = new IdentityHashMap<>();
    private final ReferenceQueue<Served> garbage = new ReferenceQueue<>();
    private long last;

    /** Gives an object a number; the one that it has if clients refer to it already. */
    synchronized Served add(Object object, Form form, @Nullable Object lock) {
        Served known = byIdentity.get(object);
        if (known != null && known.form().equals(form)) {
            return known;
        }
        for (Reference<?> gone = garbage.poll(); gone != null; gone = garbage.poll()) {
            all.remove(((Entry) gone).id);
        }
        Served added = new Served(last++, object, form, lock);
        all.put(added.id(), new Entry(added, garbage));
        return added;
    }

    /** The object of that number; null if there is none any more. */
    synchronized @Nullable Served find(long id) {
        Entry entry = all.get(id);
        return entry == null ? null : entry.get();
    }

    /** Somebody outside has one more reference. */
    synchronized void refer(Served served) {
        if (served.addReferences(1) == 1) {
            referenced.put(served.id(), served);
            byIdentity.put(served.object(), served);
        }
    }

    /** Somebody outside has so many references less. */
    synchronized void release(Served served, int count) {
        if (served.addReferences(-count) == 0) {
            referenced.remove(served.id());
            byIdentity.remove(served.object(), served);
        }
    }

    private static final class Entry extends WeakReference<Served> {

        private final long id;

        Entry(Served served, ReferenceQueue<Served> queue) {
            super(served, queue);
            this.id = served.id();
        }
    }
}
