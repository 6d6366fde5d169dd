package io.multiproc.core.pool.blame;

import io.multiproc.core.pool.task.Reply;
import io.multiproc.core.pool.task.Task;
import io.multiproc.ipc.codec.ObjectCodec;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Arguments of a call in short, for messages. */
public final class Brief {

    private static final int MOST_CHARS = 80;
    private static final int MOST_ELEMENTS = 80;

    private Brief() {}

    /** Nothing for what is told of several items. */
    public static String arguments(ObjectCodec codec, Task task, Reply.Died died) {
        return died.count() == 1 ? arguments(codec, task, died.item()) : "";
    }

    /** Such as {@code , its arguments: 7, "abc"}; never fails. */
    public static String arguments(ObjectCodec codec, Task task, int item) {
        try {
            Object body = task.body(codec);
            if (task.firstItem() >= 0) {
                return ", its argument: "
                        + text(task.items() == 1 ? body : Array.get(Objects.requireNonNull(body), item));
            }
            Object[] call = (Object[]) Objects.requireNonNull(body);
            return call.length == 1
                    ? ""
                    : Arrays.stream(call)
                            .skip(1)
                            .map(Brief::text)
                            .collect(Collectors.joining(
                                    ", ", call.length == 2 ? ", its argument: " : ", its arguments: ", ""));
        } catch (RuntimeException | Error e) { // the program's code, or one that refers to itself
            return ", its arguments cannot be shown (" + e.getClass().getName() + ")";
        }
    }

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
