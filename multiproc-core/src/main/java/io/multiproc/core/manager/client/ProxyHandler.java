package io.multiproc.core.manager.client;

import io.multiproc.core.manager.view.ContainerCalls;
import io.multiproc.core.manager.view.Source;
import io.multiproc.core.manager.view.SyncCalls;
import io.multiproc.core.manager.wire.CalledMethod;
import io.multiproc.core.manager.wire.Form;
import io.multiproc.core.manager.wire.Operations;
import io.multiproc.core.manager.wire.ProxyHandle;
import io.multiproc.core.manager.wire.SessionHandle;
import io.multiproc.pool.ResultIterator;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The inside of a proxy: passes calls on to the server, but for what {@link ContainerCalls} does here. */
final class ProxyHandler implements InvocationHandler, Source, Sendable {

    private static final CalledMethod COPY = CalledMethod.operation(Operations.COPY, "copyOf");
    private static final String BULK_SUFFIX = "All";
    private static final Object[] NO_ARGUMENTS = {};

    private final ManagerClient client;
    private final long object;
    private final Form form;
    private final ContainerCalls container;
    private AtomicInteger changes = new AtomicInteger();
    private @Nullable Map<Object, Object> owner;

    ProxyHandler(ManagerClient client, long object, Form form) {
        this.client = client;
        this.object = object;
        this.form = form;
        this.container = new ContainerCalls(this);
    }

    static ProxyHandler of(Object proxy) {
        return (ProxyHandler) Proxy.getInvocationHandler(proxy);
    }

    ManagerClient client() {
        return client;
    }

    @Override
    public Form form() {
        return form;
    }

    SessionHandle handle() {
        return SessionHandle.of(object, form);
    }

    @Override
    public ProxyHandle handleForOthers() {
        return client.handleForOthers(object, form);
    }

    @Override
    @SuppressWarnings("NullAway") // what a method returns may be null
    public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            Object @Nullable [] given = arguments == null ? NO_ARGUMENTS : arguments;
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == given[0] || container.equalsCopy(given[0]);
                    case "hashCode" -> form.shape().isContainer() ? copy().hashCode() : System.identityHashCode(proxy);
                    default -> call(method, NO_ARGUMENTS);
                };
            }
            if (method.getDeclaringClass().isAssignableFrom(LiveProxy.class)) {
                return method.getName().equals("managedCopy") ? copyOrNull() : reference();
            }
            if (form.shape().isContainer()) {
                return container.invoke(proxy, method, given);
            }
            if (form.type() == ResultIterator.class && method.isDefault()) { // a loop, or a stream, is this process's
                return InvocationHandler.invokeDefault(proxy, method, given);
            }
            if (SyncCalls.isDoneHere(method)) {
                return SyncCalls.invoke(proxy, method, given);
            }
            return call(method, given);
        } finally {
            Reference.reachabilityFence(proxy);
        }
    }

    @Override
    public @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        return client.call(object, CalledMethod.of(method), arguments);
    }

    @Override
    public @Nullable Object change(Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return client.call(object, CalledMethod.of(method), sendable(method, arguments));
        } finally {
            changes.incrementAndGet();
        }
    }

    @Override
    public Object operate(CalledMethod operation, Object... arguments) {
        return Objects.requireNonNull(client.callWithoutThrows(object, operation, arguments), "result");
    }

    @Override
    public Object copy() {
        return operate(COPY);
    }

    @Override
    public AtomicInteger changes() {
        return changes;
    }

    @Override
    public void viewOf(Source other) {
        changes = other.changes();
    }

    @Override
    public void entriesOf(Map<Object, Object> map) {
        owner = map;
    }

    @Override
    public @Nullable Map<Object, Object> owner() {
        return owner;
    }

    private @Nullable Object copyOrNull() throws Throwable {
        return client.call(object, COPY, NO_ARGUMENTS);
    }

    private String reference() {
        return form.name() + " " + object + " of " + client.server().inWords();
    }

    /** Elements of another managed container are fetched first: two servers' locks must not wait for each other. */
    private static @Nullable Object[] sendable(Method method, @Nullable Object[] arguments) {
        if (arguments.length > 0 && method.getName().endsWith(BULK_SUFFIX)) {
            @Nullable Object last = arguments[arguments.length - 1];
            if (last instanceof LiveProxy && ProxyHandler.isRemote(last)) {
                @Nullable Object[] copied = arguments.clone();
                copied[arguments.length - 1] = of(last).copy();
                return copied;
            }
        }
        return arguments;
    }

    private static boolean isRemote(Object proxy) {
        return Proxy.getInvocationHandler(proxy) instanceof ProxyHandler;
    }
}
