package io.multiproc.core.queue;

import io.multiproc.core.queue.QueueHandle.Kind;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queues that this process has sent or received: one that comes again is the same object. Guarded by its class.
 *
 * <p>A queue that was sent stays, since nobody knows who has its handle. One that was received goes with its last use
 * here, and its link is closed.
 */
final class QueueRegistry {

    private static final Map<Key, LiveQueue> SHARED = new HashMap<>();
    private static final Map<Key, Received> RECEIVED = new HashMap<>();
    private static final ReferenceQueue<LiveQueue> UNUSED = new ReferenceQueue<>();

    private QueueRegistry() {}

    private record Key(String hub, long id) {

        static Key of(QueueHandle handle) {
            return new Key(handle.hub(), handle.id());
        }
    }

    static synchronized void addShared(QueueHandle handle, LiveQueue queue) {
        SHARED.put(Key.of(handle), queue);
    }

    /** The queue that a handle is for. */
    static synchronized LiveQueue restore(QueueHandle handle) {
        closeUnused();
        Key key = Key.of(handle);
        LiveQueue own = SHARED.get(key);
        if (own != null) {
            return own;
        }
        Received known = RECEIVED.get(key);
        LiveQueue queue = known == null || known.access.isClosed() ? null : known.get();
        if (queue == null) {
            QueueAccess access = new QueueAccess(handle);
            queue = cover(handle.kind(), access);
            RECEIVED.put(key, new Received(key, queue, access));
        }
        return queue;
    }

    private static LiveQueue cover(Kind kind, QueueAccess access) {
        return switch (kind) {
            case PLAIN -> new CodedQueue<@Nullable Object>(access);
            case JOINABLE -> new CodedJoinableQueue<@Nullable Object>(access);
            case SIMPLE -> new CodedSimpleQueue<@Nullable Object>(access);
        };
    }

    private static void closeUnused() {
        for (Reference<?> unused = UNUSED.poll(); unused != null; unused = UNUSED.poll()) {
            Received received = (Received) unused;
            RECEIVED.remove(received.key, received);
            received.access.close();
        }
    }

    private static final class Received extends WeakReference<LiveQueue> {

        private final Key key;
        private final QueueAccess access;

        Received(Key key, LiveQueue queue, QueueAccess access) {
            super(queue, UNUSED);
            this.key = key;
            this.access = access;
        }
    }
}
