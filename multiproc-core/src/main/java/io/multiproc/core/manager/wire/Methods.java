package io.multiproc.core.manager.wire;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The methods of an interface that can be called from afar, by their names on the wire. */
public final class Methods {

    private static final ClassValue<Methods> OF = new ClassValue<>() {
        @Override
        protected Methods computeValue(Class<?> type) {
            return new Methods(type);
        }
    };

    private final Map<String, Method> byName = new HashMap<>();

    private Methods(Class<?> type) {
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                boolean unused = method.trySetAccessible(); // for interfaces that are not public
                byName.put(nameOf(method), method);
            }
        }
        Method text = named(Object.class, "toString");
        byName.put(nameOf(text), text);
    }

    public static Methods of(Class<?> type) {
        return OF.get(type);
    }

    /** The method of that name; null if there is none. */
    @Nullable
    public Method find(String name) {
        return byName.get(name);
    }

    /** A method that is known to be there. */
    public static Method named(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("no such method of " + type.getSimpleName() + ": name=" + name, e);
        }
    }

    /** A name that tells methods with the same simple name apart: {@code remove(int)}. */
    public static String nameOf(Method method) {
        StringJoiner parameters = new StringJoiner(",", method.getName() + "(", ")");
        for (Class<?> parameter : method.getParameterTypes()) {
            parameters.add(parameter.getName());
        }
        return parameters.toString();
    }
}
