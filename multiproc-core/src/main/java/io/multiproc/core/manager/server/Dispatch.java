package io.multiproc.core.manager.server;

import io.multiproc.core.manager.heap.Copied;
import io.multiproc.core.manager.wire.Cursor;
import io.multiproc.core.manager.wire.Form;
import io.multiproc.core.manager.wire.Methods;
import io.multiproc.core.manager.wire.Operations;
import io.multiproc.core.manager.wire.Shape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls methods of a server's objects, and knows which results stay there. */
final class Dispatch {

    private final ObjectServer server;

    Dispatch(ObjectServer server) {
        this.server = server;
    }

    /** Calls a method, or does one of the operations. */
    @Nullable
    Object call(Served target, String name, @Nullable Object[] arguments) throws Throwable {
        Method method = null;
        if (!Operations.isOne(name)) {
            method = Methods.of(target.form().type()).find(name);
            if (method == null) {
                throw new NoSuchMethodException("not a method that can be called: type="
                        + target.form().type().getName() + ", method=" + name);
            }
        }
        Object lock = target.lock();
        if (lock == null) {
            return method == null ? operate(target, name, arguments) : invoke(target, method, arguments);
        }
        synchronized (lock) {
            return method == null ? operate(target, name, arguments) : invoke(target, method, arguments);
        }
    }

    private @Nullable Object invoke(Served target, Method method, @Nullable Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return LocalHandler.textOf(target); // no other method of Object is passed on
        }
        Object result;
        try {
            result = method.invoke(target.object(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
        return result == null ? null : stays(target, method, result);
    }

    /** The result, or what stands for it if it stays here. */
    private Object stays(Served target, Method method, Object result) {
        Form form = formOfView(target.form().shape(), method);
        if (form != null) {
            return server.serve(result, form, target.lock()).proxy(server);
        }
        Class<?> type = server.proxyResult(target.form().type(), method.getName(), result);
        if (type == null) {
            return result;
        }
        Form own = Form.of(type);
        return server.serve(result, own, own.shape().isContainer() ? new Object() : null)
                .proxy(server);
    }

    private static @Nullable Form formOfView(Shape shape, Method method) {
        if (shape == Shape.MAP) {
            return switch (method.getName()) {
                case "keySet" -> new Form(Shape.SET, Set.class);
                case "entrySet" -> new Form(Shape.ENTRIES, Set.class);
                case "values" -> new Form(Shape.COLLECTION, Collection.class);
                default -> null;
            };
        }
        if (shape == Shape.LIST) {
            return switch (method.getName()) {
                case "subList", "reversed" -> new Form(Shape.LIST, List.class);
                default -> null;
            };
        }
        return null;
    }

    private Object operate(Served target, String name, @Nullable Object[] arguments) throws NoSuchMethodException {
        Object object = target.object();
        return switch (name) {
            case Operations.COPY -> copy(object);
            case Operations.PORTION -> {
                List<?> list = (List<?>) object;
                int from = (Integer) Objects.requireNonNull(arguments[0], "from");
                int most = (Integer) Objects.requireNonNull(arguments[1], "most");
                int end = (int) Math.min(list.size(), (long) from + most);
                yield from >= end ? new Object[0] : list.subList(from, end).toArray();
            }
            case Operations.CURSOR -> {
                ServedCursor cursor = new ServedCursor((Collection<?>) object);
                Served served = server.serve(cursor, new Form(Shape.PLAIN, Cursor.class), target.lock());
                int most = (Integer) Objects.requireNonNull(arguments[0], "most");
                yield cursor.begin(served.proxy(server), most);
            }
            default -> throw new NoSuchMethodException("not an operation: name=" + name);
        };
    }

    private static Object copy(Object object) {
        if (object instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (object instanceof Map<?, ?> map) {
            return new LinkedHashMap<>(map);
        }
        if (object instanceof Set<?> set) {
            return new LinkedHashSet<>(set);
        }
        if (object instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        return object instanceof Copied copied ? copied.copy() : object;
    }
}
