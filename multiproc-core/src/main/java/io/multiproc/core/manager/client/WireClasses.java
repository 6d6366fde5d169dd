package io.multiproc.core.manager.client;

import io.multiproc.core.connection.AllowedClasses;
import io.multiproc.core.manager.wire.Access;
import io.multiproc.core.manager.wire.Kind;
import io.multiproc.core.manager.wire.SessionHandle;
import io.multiproc.core.manager.wire.Shape;
import io.multiproc.ipc.Ipc;
import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.managers.ManagerClosedException;
import io.multiproc.managers.RemoteCallException;
import io.multiproc.pool.PoolBrokenException;
import io.multiproc.pool.RemoteTaskException;
import io.multiproc.queue.QueueClosedException;
import io.multiproc.queue.QueueEmptyException;
import io.multiproc.queue.QueueFullException;
import io.multiproc.queue.QueueShutDownException;
import io.multiproc.reduction.NotSendableException;
import io.multiproc.reduction.UnreadableMessageException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The classes of this library that messages between a server and its clients are made of, for those that name theirs.
 */
public final class WireClasses {

    private static final List<Class<?>> OWN = List.of(
            LiveProxy.class,
            SessionHandle.class,
            Kind.class,
            Shape.class,
            ManagerClosedException.class,
            NotSendableException.class,
            PoolBrokenException.class,
            QueueClosedException.class,
            QueueEmptyException.class,
            QueueFullException.class,
            QueueShutDownException.class,
            RemoteCallException.class,
            RemoteTaskException.class,
            UnreadableMessageException.class);

    private WireClasses() {}

    /** What makes objects of messages, and refuses those that are not allowed. */
    public static ObjectCodec codec(Access access) {
        return access.allowed() == null ? Ipc.codec() : Ipc.codecForStrangers(with(access.allowed()));
    }

    /** The names of these and of those of a program. */
    private static Set<String> with(Collection<String> allowed) {
        Set<String> names = AllowedClasses.namesOf(OWN);
        names.addAll(allowed);
        return names;
    }
}
