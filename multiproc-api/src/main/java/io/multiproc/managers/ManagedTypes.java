package io.multiproc.managers;

import io.multiproc.function.SerializableCallable;
import io.multiproc.function.SerializableFunction;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The types of its own that a program lets a manager serve: for each an interface, which says what can be called, and
 * how the server makes an object of it.
 *
 * <pre>{@code
 * ManagedTypes types = ManagedTypes.none()
 *         .with(Counter.class, PlainCounter::new)
 *         .with(Shop.class, PlainShop::new)
 *         .withProxyResult(Shop.class, "basket", Basket.class);
 * Manager manager = managerBuilder().types(types).build();
 * Counter counter = manager.create(Counter.class);
 * }</pre>
 *
 * <p>The methods of one object are called by many threads of the server at the same time, one for each caller: what
 * must not happen at the same time, the object itself keeps apart, with {@code synchronized} methods for example.
 * Immutable; may be used by any thread.
 *
 * @python multiprocessing.managers.BaseManager.register
 */
public final class ManagedTypes implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final ManagedTypes NONE = new ManagedTypes(List.of(), List.of());

    @SuppressWarnings("serial") // both lists are List.of
    private final List<Type> types;

    @SuppressWarnings("serial")
    private final List<ProxyResult> proxyResults;

    private ManagedTypes(List<Type> types, List<ProxyResult> proxyResults) {
        this.types = types;
        this.proxyResults = proxyResults;
    }

    /**
     * A registered type.
     *
     * @param type the interface
     * @param factory makes an object of what the caller gives, or of null
     */
    public record Type(Class<?> type, SerializableFunction<@Nullable Object, ?> factory) implements Serializable {}

    /**
     * A method whose result stays in the server.
     *
     * @param type the interface that declares the method
     * @param method its name
     * @param result the interface of the proxy
     */
    public record ProxyResult(Class<?> type, String method, Class<?> result) implements Serializable {}

    /** No types of its own. */
    public static ManagedTypes none() {
        return NONE;
    }

    /**
     * These types and one more.
     *
     * @param type an interface; its methods, inherited and default ones included, can be called
     * @param factory makes an object; runs in the server at each {@link Manager#create(Class)}
     * @throws IllegalArgumentException if it is not an interface, or registered already
     */
    public <T> ManagedTypes with(Class<T> type, SerializableCallable<? extends T> factory) {
        Objects.requireNonNull(factory, "factory");
        String name = type.getName();
        return with(new Type(type, argument -> {
            if (argument != null) {
                throw new IllegalArgumentException("a " + name + " is made without an argument: argument=" + argument);
            }
            return factory.call();
        }));
    }

    /**
     * These types and one more, whose objects are made of an argument.
     *
     * @param factory makes an object; runs in the server at each {@link Manager#create(Class, Object)}
     * @throws IllegalArgumentException if it is not an interface, or registered already
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // the caller's argument is what the factory takes, or its own error
    public <T, A extends @Nullable Object> ManagedTypes with(
            Class<T> type, SerializableFunction<A, ? extends T> factory) {
        Objects.requireNonNull(factory, "factory");
        return with(new Type(type, argument -> factory.apply((A) argument)));
    }

    /**
     * These types, and what a method returns stays in the server: its callers get a proxy.
     *
     * @param type the interface that has the method
     * @param method its name
     * @param result the interface of the proxy: {@code List}, {@code Map}, {@code Set} or another
     * @throws IllegalArgumentException if there is no such method, or {@code result} is not an interface
     * @python multiprocessing.managers.BaseManager.register(method_to_typeid)
     */
    public ManagedTypes withProxyResult(Class<?> type, String method, Class<?> result) {
        check(type);
        check(result);
        for (Method candidate : type.getMethods()) {
            if (candidate.getName().equals(method)) {
                List<ProxyResult> all = new ArrayList<>(proxyResults);
                all.add(new ProxyResult(type, method, result));
                return new ManagedTypes(types, List.copyOf(all));
            }
        }
        throw new IllegalArgumentException("no such method: type=" + type.getName() + ", method=" + method);
    }

    /** The types, in the order in which they were added. */
    public List<Type> types() {
        return types;
    }

    /** The methods whose results stay in the server. */
    public List<ProxyResult> proxyResults() {
        return proxyResults;
    }

    private ManagedTypes with(Type added) {
        check(added.type());
        for (Type type : types) {
            if (type.type() == added.type()) {
                throw new IllegalArgumentException(
                        "registered twice: type=" + added.type().getName());
            }
        }
        List<Type> all = new ArrayList<>(types);
        all.add(added);
        return new ManagedTypes(List.copyOf(all), proxyResults);
    }

    private static void check(Class<?> type) {
        if (!type.isInterface()) {
            throw new IllegalArgumentException(
                    "only an interface can have proxies: type=" + type.getName() + " (extract one of its methods)");
        }
    }
}
