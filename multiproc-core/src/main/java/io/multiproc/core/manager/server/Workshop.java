package io.multiproc.core.manager.server;

import io.multiproc.core.manager.client.LiveProxy;
import io.multiproc.core.manager.heap.Caller;
import io.multiproc.core.manager.heap.Copied;
import io.multiproc.core.manager.heap.UsualObjects;
import io.multiproc.core.manager.wire.Creation;
import io.multiproc.core.manager.wire.Form;
import io.multiproc.core.manager.wire.Kind;
import io.multiproc.managers.ManagedTypes;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ReentrantProcessLock;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the objects of a server. */
final class Workshop implements Creation {

    private final ObjectServer server;
    private final ManagedTypes types;

    Workshop(ObjectServer server, ManagedTypes types) {
        this.server = server;
        this.types = types;
    }

    @Override
    public Object make(Kind kind, @Nullable Object argument) throws Exception {
        UsualObjects.Made made = UsualObjects.make(kind, ofThisServer(argument));
        return serve(made.object(), made.type());
    }

    @Override
    @SuppressWarnings("NullAway") // a factory without an argument is given null
    public Object makeOwn(String type, @Nullable Object argument) throws Exception {
        for (ManagedTypes.Type registered : types.types()) {
            if (registered.type().getName().equals(type)) {
                Object made = registered.factory().apply(argument);
                return serve(
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
                .pin(server.find(object), (ClientSession) Caller.required().session());
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

    /** The object that a proxy of this server stands for; anything else is itself. */
    private static @Nullable Object ofThisServer(@Nullable Object argument) {
        return argument instanceof LiveProxy && Proxy.getInvocationHandler(argument) instanceof LocalHandler local
                ? local.served().object()
                : argument;
    }

    private Object serve(Object made, Class<?> type) {
        Form form = Form.of(type);
        boolean guarded = form.shape().isContainer() || made instanceof Copied;
        return server.serve(made, form, guarded ? new Object() : null).proxy(server);
    }
}
