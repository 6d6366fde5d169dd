package io.multiproc.core.manager;

import io.multiproc.core.current.DefaultStartMethod;
import io.multiproc.core.pool.WorkerPoolBuilder;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.managers.ManagedArray;
import io.multiproc.managers.ManagedNamespace;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.ManagedValue;
import io.multiproc.pool.ProcessPool;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the objects of a server. */
final class Workshop implements Creation {

    /** Its own number in each server. */
    static final long ID = 0;

    private final ObjectServer server;
    private final ManagedTypes types;

    Workshop(ObjectServer server, ManagedTypes types) {
        this.server = server;
        this.types = types;
    }

    @Override
    public Object make(Kind kind, @Nullable Object argument) {
        return switch (kind) {
            case LIST -> guarded(new ArrayList<>(elements(argument)), List.class);
            case DICT -> guarded(new LinkedHashMap<>(entries(argument)), Map.class);
            case SET -> guarded(new LinkedHashSet<>(elements(argument)), Set.class);
            case NAMESPACE -> guarded(new HeapNamespace(entries(argument)), ManagedNamespace.class);
            case VALUE -> guarded(new HeapValue(argument), ManagedValue.class);
            case ARRAY -> guarded(new HeapArray(elements(argument)), ManagedArray.class);
            case QUEUE -> free(new HeapQueue(number(argument)), JoinableQueue.class);
            case LOCK -> free(new HeapLock(), ProcessLock.class);
            case RLOCK -> free(new HeapReentrantLock(), ReentrantProcessLock.class);
            case SEMAPHORE -> free(new HeapSemaphore(number(argument), Integer.MAX_VALUE), ProcessSemaphore.class);
            case BOUNDED_SEMAPHORE ->
                free(new HeapSemaphore(number(argument), number(argument)), BoundedProcessSemaphore.class);
            case RETURNING_SEMAPHORE ->
                free(new HeapReturningSemaphore(number(argument)), BoundedProcessSemaphore.class);
            case CONDITION -> free(new HeapCondition(lockOf(argument)), ProcessCondition.class);
            case EVENT -> free(new HeapEvent(), ProcessEvent.class);
            case BARRIER -> free(barrier((Object[]) Objects.requireNonNull(argument)), ProcessBarrier.class);
            case POOL ->
                free(
                        new WorkerPoolBuilder(DefaultStartMethod.get())
                                .processes(number(argument))
                                .build(),
                        ProcessPool.class);
        };
    }

    @Override
    @SuppressWarnings("NullAway") // a factory without an argument is given null
    public Object makeOwn(String type, @Nullable Object argument) throws Exception {
        for (ManagedTypes.Type registered : types.types()) {
            if (registered.type().getName().equals(type)) {
                Object made = registered.factory().apply(argument);
                return free(
                        Objects.requireNonNull(made, "the factory of " + type + " made nothing"), registered.type());
            }
        }
        throw new IllegalArgumentException(
                "not among the types of " + server.identity().inWords() + ": type=" + type
                        + " (give them to the manager's builder: types(ManagedTypes.none().with(…)))");
    }

    @Override
    public long pin(long object) {
        return server.pins()
                .pin(
                        server.find(object),
                        Objects.requireNonNull(Caller.current()).session());
    }

    @Override
    public Object claim(long object, long pin) {
        Object proxy = server.find(object).proxy(server);
        server.pins().claimed(pin);
        return proxy;
    }

    /** The interface of a lock. */
    static Class<?> typeOf(ProcessLock lock) {
        return lock instanceof ReentrantProcessLock ? ReentrantProcessLock.class : ProcessLock.class;
    }

    private static int number(@Nullable Object argument) {
        return (Integer) Objects.requireNonNull(argument, "argument");
    }

    private static HeapBarrier barrier(@Nullable Object[] argument) {
        return new HeapBarrier(number(argument[0]), (SerializableRunnable) argument[1], (Duration) argument[2]);
    }

    /** The lock that a proxy is for; one of its own if there is none. */
    private static HeapLock lockOf(@Nullable Object lock) {
        if (lock == null) {
            return new HeapReentrantLock();
        }
        if (lock instanceof LiveProxy
                && Proxy.getInvocationHandler(lock) instanceof LocalHandler local
                && local.served().object() instanceof HeapLock own) {
            return own;
        }
        throw new IllegalArgumentException(
                "the lock of a manager's condition must be a lock of the same manager: " + lock);
    }

    private Object guarded(Object made, Class<?> type) {
        return server.serve(made, Form.of(type), new Object()).proxy(server);
    }

    private Object free(Object made, Class<?> type) {
        Form form = Form.of(type);
        return server.serve(made, form, form.shape().isContainer() ? new Object() : null)
                .proxy(server);
    }

    private static Collection<?> elements(@Nullable Object argument) {
        return argument == null ? List.of() : (Collection<?>) argument;
    }

    private static Map<?, ?> entries(@Nullable Object argument) {
        return argument == null ? Map.of() : (Map<?, ?>) argument;
    }
}
