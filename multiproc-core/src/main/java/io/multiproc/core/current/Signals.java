package io.multiproc.core.current;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * Signals to this process, by {@code sun.misc.Signal}: the only way there is, and reached by reflection, since the
 * compiler warns of that class wherever its name stands. May be used by any thread.
 */
public final class Signals {

    /** Class names of handlers that the JVM has installed itself begin so. */
    private static final String JVMS_OWN = "sun.misc.Signal$";

    /** Texts of the handlers that stand for what the operating system does. */
    private static final Set<String> SYSTEMS_OWN = Set.of("SIG_DFL", "SIG_IGN");

    private Signals() {}

    /**
     * Has the action run, on a thread of its own, when the signal comes.
     *
     * @param signal without SIG, such as {@code INT}
     * @throws IllegalArgumentException if the JVM does not handle that signal, as under {@code -Xrs}
     */
    public static Handler handle(String signal, Runnable action) {
        Class<?> type = type("sun.misc.SignalHandler");
        Object handler = Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "handle" -> {
                        action.run();
                        yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "handler of SIG" + signal;
                });
        return new Handler(signal, install(signal, handler));
    }

    /** Sends the signal to this process, and returns before it is handled. */
    public static void raise(String signal) {
        call("raise", new Class<?>[] {type("sun.misc.Signal")}, signal(signal));
    }

    /** What handled a signal before. */
    public record Handler(String signal, Object handler) {

        /** Whether it is what the JVM does by itself, and not the program's or the operating system's. */
        public boolean isJvmsOwn() {
            return handler.getClass().getName().startsWith(JVMS_OWN) && !SYSTEMS_OWN.contains(handler.toString());
        }

        /** Lets it handle the signal again. */
        public void restore() {
            install(signal, handler);
        }
    }

    private static Object install(String signal, Object handler) {
        return call(
                "handle",
                new Class<?>[] {type("sun.misc.Signal"), type("sun.misc.SignalHandler")},
                signal(signal),
                handler);
    }

    private static Object signal(String name) {
        try {
            return type("sun.misc.Signal").getConstructor(String.class).newInstance(name);
        } catch (ReflectiveOperationException e) {
            throw unexpected(e);
        }
    }

    private static Object call(String name, Class<?>[] parameters, Object... arguments) {
        try {
            Method method = type("sun.misc.Signal").getMethod(name, parameters);
            Object result = method.invoke(null, arguments);
            return result == null ? "nothing" : result;
        } catch (ReflectiveOperationException e) {
            throw unexpected(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JVM has no " + name + " (add the module jdk.unsupported)", e);
        }
    }

    private static RuntimeException unexpected(ReflectiveOperationException e) {
        return e instanceof InvocationTargetException && e.getCause() instanceof IllegalArgumentException refused
                ? refused
                : new IllegalStateException("cannot use sun.misc.Signal: " + e, e);
    }
}
