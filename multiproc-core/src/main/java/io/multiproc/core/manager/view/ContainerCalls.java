package io.multiproc.core.manager.view;

import io.multiproc.core.manager.wire.Shape;
import io.multiproc.managers.ManagedProxy;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What the proxy of a list, map or set does in this process: iterate, run functions that return nothing, compare. */
public final class ContainerCalls {

    private final Source source;
    private final Map<String, Object> views = new ConcurrentHashMap<>();

    public ContainerCalls(Source source) {
        this.source = source;
    }

    /** Calls a method of the interface, but for those of {@code Object}. */
    @Nullable
    public Object invoke(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        if (source.form().shape() == Shape.MAP) {
            return ofMap(proxy, method, arguments);
        }
        return switch (method.getName()) {
            case "iterator", "listIterator" -> iterator(proxy, arguments);
            case "stream" -> collection().stream();
            case "parallelStream" -> collection().parallelStream();
            case "spliterator" -> collection().spliterator();
            case "forEach" -> {
                forEach((Collection<?>) proxy, consumer(arguments));
                yield null;
            }
            case "toArray" -> arguments.length == 0 ? collection().toArray() : toArray(arguments);
            case "subList", "reversed" -> view(method, arguments);
            default -> source.change(method, arguments);
        };
    }

    /** With a copy, but for entries: theirs write through. */
    private void forEach(Collection<?> proxy, Consumer<Object> action) {
        if (source.form().shape() == Shape.ENTRIES) {
            proxy.iterator().forEachRemaining(action);
        } else {
            collection().forEach(action);
        }
    }

    /** Whether something has the same contents. */
    public boolean equalsCopy(@Nullable Object other) {
        return switch (source.form().shape()) {
            case LIST -> other instanceof List && source.copy().equals(here(other));
            case MAP -> other instanceof Map && source.copy().equals(here(other));
            case SET, ENTRIES -> other instanceof Set && source.copy().equals(here(other));
            default -> false;
        };
    }

    /** A copy of what is in a server, too, rather than a call for each of its elements. */
    private static @Nullable Object here(Object other) {
        return other instanceof ManagedProxy proxy ? proxy.managedCopy() : other;
    }

    private @Nullable Object ofMap(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "keySet", "values", "entrySet" -> {
                Object known = views.get(method.getName());
                if (known == null) {
                    known = entriesOf(proxy, view(method, arguments));
                    views.put(method.getName(), known);
                }
                yield known;
            }
            case "forEach" -> {
                BiConsumer<Object, Object> action = biConsumer(arguments);
                ((Map<?, ?>) source.copy()).forEach(action);
                yield null;
            }
            default -> source.change(method, arguments);
        };
    }

    private Object view(Method method, @Nullable Object[] arguments) throws Throwable {
        Object view = Objects.requireNonNull(source.call(method, arguments), "view");
        Source.of(view).viewOf(source);
        return view;
    }

    @SuppressWarnings("unchecked") // the proxy of a map is a map
    private static Object entriesOf(Object map, Object view) {
        Source inside = Source.of(view);
        if (inside.form().shape() == Shape.ENTRIES) {
            inside.entriesOf((Map<Object, Object>) map);
        }
        return view;
    }

    @SuppressWarnings("unchecked") // the proxy of a list is a list
    private Object iterator(Object proxy, @Nullable Object[] arguments) {
        if (source.form().shape() != Shape.LIST) {
            return new RemoteIterator(source);
        }
        int from = arguments.length == 0 ? 0 : (Integer) Objects.requireNonNull(arguments[0]);
        return new RemoteListIterator(source, (List<Object>) proxy, from);
    }

    private Collection<?> collection() {
        return (Collection<?>) source.copy();
    }

    @SuppressWarnings("unchecked") // the method's parameter
    private static Consumer<Object> consumer(@Nullable Object[] arguments) {
        return (Consumer<Object>) Objects.requireNonNull(arguments[0], "action");
    }

    @SuppressWarnings("unchecked") // the method's parameter
    private static BiConsumer<Object, Object> biConsumer(@Nullable Object[] arguments) {
        return (BiConsumer<Object, Object>) Objects.requireNonNull(arguments[0], "action");
    }

    @SuppressWarnings("unchecked") // the method's parameter
    private Object[] toArray(@Nullable Object[] arguments) {
        Object target = Objects.requireNonNull(arguments[0], "array");
        return target instanceof IntFunction
                ? collection().toArray(((IntFunction<Object[]>) target).apply(0))
                : collection().toArray((Object[]) target);
    }
}
