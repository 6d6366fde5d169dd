package io.multiproc.core.manager;

import io.multiproc.managers.ManagedArray;
import io.multiproc.managers.ManagedNamespace;
import io.multiproc.managers.ManagedQueue;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.managers.ManagedValue;
import io.multiproc.managers.Manager;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a manager can make, each in a state in which no method of it waits, and what its methods take but one message.
 */
enum ManagedThing {
    LIST(
            List.class,
            Map.of("iterator(0)", 0, "listIterator(0)", 0, "listIterator(1)", 0)) { // begin with a next or previous
        @Override
        Object make(Manager manager, String method) {
            return manager.list(List.of(1, 2, 3));
        }
    },
    DICT(Map.class, Map.of()) {
        @Override
        Object make(Manager manager, String method) {
            return manager.dict(Map.of(1, 1, 2, 2));
        }
    },
    SET(Set.class, Map.of()) {
        @Override
        Object make(Manager manager, String method) {
            return manager.set(List.of(1, 2, 3));
        }
    },
    NAMESPACE(ManagedNamespace.class, Map.of()) {
        @Override
        Object make(Manager manager, String method) {
            return manager.namespace(Map.of("name", 1));
        }
    },
    VALUE(ManagedValue.class, Map.of()) {
        @Override
        Object make(Manager manager, String method) {
            return manager.value(1);
        }
    },
    ARRAY(ManagedArray.class, Map.of()) {
        @Override
        Object make(Manager manager, String method) {
            return manager.array(List.of(1, 2, 3));
        }
    },
    QUEUE(ManagedQueue.class, Map.of()) {
        @Override
        Object make(Manager manager, String method) throws InterruptedException {
            ManagedQueue<Integer> queue = manager.queue(2);
            if (!method.equals("join")) {
                queue.put(1);
            }
            return queue;
        }
    },
    LOCK(ProcessLock.class, Map.of("hold(0)", 2)) { // acquires here, and releases when it is closed
        @Override
        Object make(Manager manager, String method) throws InterruptedException {
            ProcessLock lock = manager.lock();
            if (method.equals("release")) {
                lock.acquire();
            }
            return lock;
        }
    },
    RLOCK(ReentrantProcessLock.class, Map.of("hold(0)", 2)) {
        @Override
        Object make(Manager manager, String method) throws InterruptedException {
            ReentrantProcessLock lock = manager.rlock();
            lock.acquire();
            return lock;
        }
    },
    SEMAPHORE(ProcessSemaphore.class, Map.of("hold(0)", 2)) {
        @Override
        Object make(Manager manager, String method) {
            return manager.semaphore(1);
        }
    },
    BOUNDED_SEMAPHORE(BoundedProcessSemaphore.class, Map.of("hold(0)", 2)) {
        @Override
        Object make(Manager manager, String method) throws InterruptedException {
            return used(manager.boundedSemaphore(2));
        }
    },
    RETURNING_SEMAPHORE(BoundedProcessSemaphore.class, Map.of("hold(0)", 2)) {
        @Override
        Object make(Manager manager, String method) throws InterruptedException {
            return used(manager.returningSemaphore(2));
        }
    },
    CONDITION(ProcessCondition.class, Map.of("hold(0)", 2)) {
        @Override
        Object make(Manager manager, String method) throws InterruptedException {
            ProcessCondition condition = manager.condition();
            condition.acquire();
            return condition;
        }
    },
    EVENT(ProcessEvent.class, Map.of()) {
        @Override
        Object make(Manager manager, String method) {
            ProcessEvent event = manager.event();
            event.set();
            return event;
        }
    },
    BARRIER(ProcessBarrier.class, Map.of()) {
        @Override
        Object make(Manager manager, String method) {
            return manager.barrier(1);
        }
    },
    OWN_TYPE(Till.class, Map.of()) {
        @Override
        Object make(Manager manager, String method) {
            return manager.create(Till.class);
        }
    };

    /** Of the program's own. */
    interface Till {

        int add(int amount);

        List<Integer> amounts();

        default int addTwice(int amount) {
            return add(amount) + add(amount);
        }
    }

    /** In the server. */
    static final class PlainTill implements Till {

        private int sum;

        @Override
        public synchronized int add(int amount) {
            sum += amount;
            return sum;
        }

        @Override
        public synchronized List<Integer> amounts() {
            return List.of(sum);
        }
    }

    private final Class<?> type;
    private final Map<String, Integer> others;

    ManagedThing(Class<?> type, Map<String, Integer> others) {
        this.type = type;
        this.others = others;
    }

    static ManagedTypes with(ManagedTypes types) {
        return types.with(Till.class, PlainTill::new).withProxyResult(Till.class, "amounts", List.class);
    }

    Class<?> type() {
        return type;
    }

    /** Methods, with the number of their arguments, that take more messages than one, or none. */
    Map<String, Integer> others() {
        return others;
    }

    /** One for a call of the method of that name. */
    abstract Object make(Manager manager, String method) throws InterruptedException;

    private static BoundedProcessSemaphore used(BoundedProcessSemaphore semaphore) throws InterruptedException {
        semaphore.acquire();
        return semaphore;
    }
}
