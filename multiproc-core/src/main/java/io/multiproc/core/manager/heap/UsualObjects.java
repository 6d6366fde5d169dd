package io.multiproc.core.manager.heap;

import io.multiproc.core.current.DefaultStartMethod;
import io.multiproc.core.manager.wire.Kind;
import io.multiproc.core.pool.WorkerPoolBuilder;
import io.multiproc.function.SerializableConsumer;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.managers.ManagedArray;
import io.multiproc.managers.ManagedNamespace;
import io.multiproc.managers.ManagedQueue;
import io.multiproc.managers.ManagedValue;
import io.multiproc.pool.ProcessPool;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
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

/** Makes the objects that every server has to offer. */
public final class UsualObjects {

    private UsualObjects() {}

    /**
     * What was made.
     *
     * @param type the interface through which clients use it
     */
    public record Made(Object object, Class<?> type) {}

    /**
     * Makes an object.
     *
     * @param argument what it is to begin with; where another object of the server is meant, that object
     */
    public static Made make(Kind kind, @Nullable Object argument) throws Exception {
        return switch (kind) {
            case LIST -> new Made(new ArrayList<>(elements(argument)), List.class);
            case DICT -> new Made(new LinkedHashMap<>(entries(argument)), Map.class);
            case SET -> new Made(new LinkedHashSet<>(elements(argument)), Set.class);
            case NAMESPACE -> new Made(new HeapNamespace(entries(argument)), ManagedNamespace.class);
            case VALUE -> new Made(new HeapValue(argument), ManagedValue.class);
            case ARRAY -> new Made(new HeapArray(elements(argument)), ManagedArray.class);
            case QUEUE -> new Made(new HeapQueue(number(argument)), ManagedQueue.class);
            case LOCK -> new Made(new HeapLock(), ProcessLock.class);
            case RLOCK -> new Made(new HeapReentrantLock(), ReentrantProcessLock.class);
            case SEMAPHORE -> new Made(new HeapSemaphore(number(argument), Integer.MAX_VALUE), ProcessSemaphore.class);
            case BOUNDED_SEMAPHORE ->
                new Made(new HeapSemaphore(number(argument), number(argument)), BoundedProcessSemaphore.class);
            case RETURNING_SEMAPHORE ->
                new Made(new HeapReturningSemaphore(number(argument)), BoundedProcessSemaphore.class);
            case CONDITION -> new Made(new HeapCondition(lockOf(argument)), ProcessCondition.class);
            case EVENT -> new Made(new HeapEvent(), ProcessEvent.class);
            case BARRIER -> new Made(barrier((Object[]) Objects.requireNonNull(argument)), ProcessBarrier.class);
            case POOL -> new Made(pool(Objects.requireNonNull(argument, "argument")), ProcessPool.class);
        };
    }

    private static int number(@Nullable Object argument) {
        return (Integer) Objects.requireNonNull(argument, "argument");
    }

    private static HeapBarrier barrier(@Nullable Object[] argument) {
        return new HeapBarrier(number(argument[0]), (SerializableRunnable) argument[1], (Duration) argument[2]);
    }

    /** With so many workers, or as a function says. */
    @SuppressWarnings("unchecked") // what the manager's method takes
    private static ProcessPool pool(Object argument) throws Exception {
        ProcessPool.Builder builder = new WorkerPoolBuilder(DefaultStartMethod.get());
        if (argument instanceof Integer processes) {
            return builder.processes(processes).build();
        }
        ((SerializableConsumer<ProcessPool.Builder>) argument).accept(builder);
        return builder.build();
    }

    private static HeapLock lockOf(@Nullable Object lock) {
        if (lock == null) {
            return new HeapReentrantLock();
        }
        if (lock instanceof HeapLock own) {
            return own;
        }
        throw new IllegalArgumentException(
                "the lock of a manager's condition must be a lock of the same manager: " + lock);
    }

    private static Collection<?> elements(@Nullable Object argument) {
        return argument == null ? List.of() : (Collection<?>) argument;
    }

    private static Map<?, ?> entries(@Nullable Object argument) {
        return argument == null ? Map.of() : (Map<?, ?>) argument;
    }
}
