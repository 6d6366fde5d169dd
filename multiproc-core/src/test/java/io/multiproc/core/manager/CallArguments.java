package io.multiproc.core.manager;

import io.multiproc.function.SerializableFunction;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Something for each parameter, so that every method of an interface can be called. */
final class CallArguments {

    private static final Map<Class<?>, Object> OF_TYPE = new HashMap<>();

    static {
        OF_TYPE.put(int.class, 0);
        OF_TYPE.put(boolean.class, false);
        OF_TYPE.put(Object.class, 1);
        OF_TYPE.put(String.class, "name");
        OF_TYPE.put(Class.class, Integer.class);
        OF_TYPE.put(Duration.class, Duration.ZERO);
        OF_TYPE.put(Object[].class, new Object[0]);
        OF_TYPE.put(Collection.class, List.of(1));
        OF_TYPE.put(Map.class, Map.of(1, 1));
        OF_TYPE.put(Comparator.class, Collections.reverseOrder());
        OF_TYPE.put(Consumer.class, (Consumer<Object>) element -> {});
        OF_TYPE.put(BiConsumer.class, (BiConsumer<Object, Object>) (key, value) -> {});
        OF_TYPE.put(IntFunction.class, (IntFunction<Object[]>) Object[]::new);
        OF_TYPE.put(BooleanSupplier.class, (BooleanSupplier) () -> true);
        OF_TYPE.put(Predicate.class, (Predicate<Object> & Serializable) element -> false);
        OF_TYPE.put(UnaryOperator.class, (UnaryOperator<Object> & Serializable) element -> element);
        OF_TYPE.put(Function.class, (Function<Object, Object> & Serializable) key -> key);
        OF_TYPE.put(BiFunction.class, (BiFunction<Object, Object, Object> & Serializable) (key, value) -> value);
        OF_TYPE.put(SerializableFunction.class, (SerializableFunction<Object, Object>) value -> value);
    }

    private CallArguments() {}

    static Object[] of(Method method, Object object) {
        if (method.getName().equals("equals")) {
            return new Object[] {ofItsKind(object)};
        }
        return Arrays.stream(method.getParameterTypes())
                .map(type -> Objects.requireNonNull(OF_TYPE.get(type), type::getName))
                .toArray();
    }

    /** What may be equal to it, so that it has to be compared. */
    private static Object ofItsKind(Object object) {
        if (object instanceof List) {
            return List.of(1);
        }
        return object instanceof Set ? Set.of(1) : Map.of(1, 1);
    }
}
