package io.multiproc.core.manager.heap;

import io.multiproc.managers.ManagedTypes;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Looks into a server from outside. */
public interface ManagedWatch {

    /** For the manager's builder. */
    static ManagedTypes types() {
        return ManagedTypes.none().with(ManagedWatch.class, InServer::new);
    }

    /** How many calls wait for something of an object of the server. */
    int waiters(Object object);

    /** In the server. */
    final class InServer implements ManagedWatch {

        @Override
        public int waiters(Object object) {
            try {
                Object served = get(Proxy.getInvocationHandler(object), "served");
                Object target = get(served, "object");
                if (target instanceof HeapLock lock) {
                    return queued(lock.ownership());
                }
                return target instanceof HeapCondition condition ? inLine(condition) : queued(target);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static int inLine(HeapCondition condition) throws ReflectiveOperationException {
            synchronized (condition) {
                return ((Collection<?>) get(condition, "waiting")).size();
            }
        }

        /** In all conditions of the object's lock. */
        private static int queued(Object target) throws ReflectiveOperationException {
            Class<?> type = target.getClass();
            while (type.getSuperclass() != Object.class) {
                type = type.getSuperclass();
            }
            ReentrantLock lock = null;
            for (Field field : type.getDeclaredFields()) {
                lock = field.getType() == ReentrantLock.class ? (ReentrantLock) get(field, target) : lock;
            }
            int count = 0;
            lock.lock();
            try {
                for (Field field : type.getDeclaredFields()) {
                    if (field.getType() == Condition.class) {
                        count += lock.getWaitQueueLength((Condition) get(field, target));
                    }
                }
            } finally {
                lock.unlock();
            }
            return count;
        }

        private static Object get(Object target, String field) throws ReflectiveOperationException {
            return get(target.getClass().getDeclaredField(field), target);
        }

        private static Object get(Field field, Object target) throws ReflectiveOperationException {
            field.setAccessible(true);
            return field.get(target);
        }
    }
}
