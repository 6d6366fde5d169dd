package io.multiproc.core.manager.server;

import io.multiproc.core.manager.heap.Caller;
import io.multiproc.managers.ManagedTypes;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts what clients refer to in a server, from outside. */
public interface ManagedReferences {

    /** For the manager's builder. */
    static ManagedTypes types() {
        return ManagedTypes.none().with(ManagedReferences.class, InServer::new);
    }

    /** How many objects of the server the calling process refers to. */
    int objects();

    /** How many objects of the server any process refers to. */
    int objectsOfAll();

    /** In the server. */
    final class InServer implements ManagedReferences {

        @Override
        public int objects() {
            try {
                ClientSession session = session();
                synchronized (session) {
                    return ((Map<?, ?>) get(session, "references")).size();
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int objectsOfAll() {
            try {
                ObjectTable table = ((ObjectServer) get(session(), "server")).table();
                synchronized (table) {
                    return ((Map<?, ?>) get(table, "referenced")).size();
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static ClientSession session() {
            return (ClientSession) Caller.required().session();
        }

        private static Object get(Object target, String name) throws ReflectiveOperationException {
            Field field = target.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(target);
        }
    }
}
