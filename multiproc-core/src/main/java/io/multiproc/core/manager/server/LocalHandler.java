package io.multiproc.core.manager.server;

import io.multiproc.core.manager.client.LiveProxy;
import io.multiproc.core.manager.client.Sendable;
import io.multiproc.core.manager.wire.Operations;
import io.multiproc.core.manager.wire.ProxyHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The inside of a proxy within the server itself, where it is part of another object: calls the object directly. */
final class LocalHandler implements InvocationHandler, Sendable {

    private static final ThreadLocal<@Nullable Object> PRINTED = new ThreadLocal<>();

    private final Served served;
    private final ObjectServer server;

    LocalHandler(Served served, ObjectServer server) {
        this.served = served;
        this.server = server;
    }

    Served served() {
        return served;
    }

    ObjectServer server() {
        return server;
    }

    @Override
    @SuppressWarnings("NullAway") // what a method returns may be null
    public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (method.getDeclaringClass() == Object.class) {
            return switch (name) {
                case "equals" ->
                    proxy == arguments[0] || (isContainer() && Boolean.TRUE.equals(locked(method, arguments)));
                case "hashCode" -> isContainer() ? locked(method, arguments) : System.identityHashCode(proxy);
                default -> textOf(served);
            };
        }
        if (method.getDeclaringClass().isAssignableFrom(LiveProxy.class)) {
            return name.equals("managedCopy")
                    ? server.dispatch().call(served, Operations.COPY, new Object[0])
                    : reference();
        }
        return locked(method, arguments);
    }

    @Override
    public ProxyHandle handleForOthers() {
        return new ProxyHandle(
                server.identity(), served.id(), served.form(), server.pins().pin(served, null));
    }

    private boolean isContainer() {
        return served.form().shape().isContainer();
    }

    private @Nullable Object locked(Method method, Object @Nullable [] arguments) throws Throwable {
        Object lock = served.lock();
        if (lock == null) {
            return call(method, arguments);
        }
        synchronized (lock) {
            return call(method, arguments);
        }
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(served.object(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** An object in words; what is part of itself is named there, as the JDK's lists do. */
    static String textOf(Served served) {
        Object outer = PRINTED.get();
        if (outer == served) {
            return "(this " + served.form().name() + ")";
        }
        PRINTED.set(served);
        try {
            return String.valueOf(served.object());
        } finally {
            PRINTED.set(outer);
        }
    }

    private String reference() {
        return served.form().name() + " " + served.id() + " of "
                + server.identity().inWords();
    }
}
