package io.multiproc.core.pool.blame;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arguments of a call in short, for messages. */
final class Brief {

    private static final int MOST_CHARS = 80;
    private static final int MOST_ELEMENTS = 80;

    private Brief() {}

    static String text(@Nullable Object argument) {
        if (argument == null) {
            return "null";
        }
        Class<?> type = argument.getClass();
        if (type.isArray()) {
            return type.getComponentType().getSimpleName() + "[" + Array.getLength(argument) + "]";
        }
        if (argument instanceof Collection<?> collection && collection.size() > MOST_ELEMENTS) {
            return type.getSimpleName() + " of " + collection.size();
        }
        if (argument instanceof Map<?, ?> map && map.size() > MOST_ELEMENTS) {
            return type.getSimpleName() + " of " + map.size();
        }
        String text = argument.toString();
        String cut = text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "..." : text;
        return argument instanceof CharSequence ? '"' + cut + '"' : cut;
    }
}
