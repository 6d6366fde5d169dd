package io.multiproc.core.manager;

import io.multiproc.pool.ResultIterator;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The inside of a proxy: passes calls on to the server, but for what {@link ContainerCalls} does here. */
final class ProxyHandler implements InvocationHandler, ProxyReduction.Sendable {

    private static final CalledMethod COPY = CalledMethod.operation(Dispatch.COPY, "copyOf");
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
        return (ProxyHandler) java.lang.reflect.Proxy.getInvocationHandler(proxy);
    }

    ManagerClient client() {
        return client;
    }

    Form form() {
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
                    default -> client.call(object, CalledMethod.of(method), NO_ARGUMENTS);
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
            return client.call(object, CalledMethod.of(method), given);
        } finally {
            Reference.reachabilityFence(proxy);
        }
    }

    /** Calls a method of the object that may change it. */
    @Nullable
    Object change(Method method, @Nullable Object[] arguments) throws Throwable {
        try {
            return client.call(object, CalledMethod.of(method), sendable(method, arguments));
        } finally {
            changes.incrementAndGet();
        }
    }

    /** Asks for something that is no method of the object. */
    Object operate(CalledMethod operation, Object... arguments) {
        try {
            return Objects.requireNonNull(client.call(object, operation, arguments), "result");
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an operation declares no exception", e);
        }
    }

    /** A copy of the object. */
    Object copy() {
        return operate(COPY);
    }

    /** Changes with every call of this process that may have changed the object. */
    int changes() {
        return changes.get();
    }

    /** This is a view of another object, which it shares changes with. */
    void viewOf(ProxyHandler other) {
        changes = other.changes;
    }

    /** This is the set of the entries of a map. */
    void entriesOf(Map<Object, Object> map) {
        owner = map;
    }

    /** The map whose entries this is; null if that is not known here. */
    @Nullable
    Map<Object, Object> owner() {
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
        return java.lang.reflect.Proxy.getInvocationHandler(proxy) instanceof ProxyHandler;
    }
}
