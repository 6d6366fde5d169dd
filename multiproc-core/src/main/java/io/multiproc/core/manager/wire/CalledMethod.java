package io.multiproc.core.manager.wire;

import io.multiproc.pool.ResultIterator;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A method as its callers need it.
 *
 * @param wireName its name in messages
 * @param label for messages to people, such as {@code List.get}
 * @param declared the exceptions that its callers expect
 * @param interruptible whether a thread that is interrupted in it may be told so
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record CalledMethod(byte[] wireName, String label, Class<?>[] declared, boolean interruptible) {

    private static final Map<Method, CalledMethod> KNOWN = new ConcurrentHashMap<>();

    public static CalledMethod of(Method method) {
        CalledMethod known = KNOWN.get(method);
        return known != null ? known : KNOWN.computeIfAbsent(method, CalledMethod::describe);
    }

    /** One of the operations that are no methods of the object. */
    public static CalledMethod operation(String name, String label) {
        return new CalledMethod(name.getBytes(StandardCharsets.ISO_8859_1), label, new Class<?>[0], false);
    }

    private static CalledMethod describe(Method method) {
        Class<?>[] declared = method.getExceptionTypes();
        boolean interruptible =
                ResultIterator.class.isAssignableFrom(method.getDeclaringClass()); // tells it in its own way
        for (Class<?> type : declared) {
            interruptible |= type.isAssignableFrom(InterruptedException.class);
        }
        return new CalledMethod(
                Methods.nameOf(method).getBytes(StandardCharsets.ISO_8859_1),
                method.getDeclaringClass().getSimpleName() + "." + method.getName(),
                declared,
                interruptible);
    }
}
