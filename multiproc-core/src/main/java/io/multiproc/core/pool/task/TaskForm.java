package io.multiproc.core.pool.task;

import io.multiproc.core.pool.wire.TaskMessage;
import io.multiproc.ipc.codec.ObjectCodec;
import org.jspecify.annotations.Nullable;

/**
 * What a task is: known when it is made, and the same for all tasks that its chunk falls apart into.
 *
 * @param number among all tasks of the pool
 * @param firstItem number of its first item among all of the map; negative if it is a single call
 * @param items number of its items
 * @param each whether an item that fails leaves the others alone
 * @param function what its items are given to; null if it brings its own
 */
public record TaskForm(
        long number,
        int firstItem,
        int items,
        boolean each,
        @Nullable SharedFunction function) {

    private static final byte[] NOTHING = {};

    /** A call that brings its own function. */
    public static Task call(ObjectCodec codec, long number, Object[] functionAndArguments, TaskSink sink) {
        byte[] frame = codec.encode(functionAndArguments, TaskMessage.TASK_HEADROOM);
        TaskMessage.task(frame, timed(sink), TaskMessage.OWN_FUNCTION, number, -1);
        return new Task(new TaskForm(number, -1, 1, false, null), frame, sink);
    }

    /**
     * A chunk of the items of a map.
     *
     * @param mode {@link TaskMessage#EACH}, {@link TaskMessage#PIECES} and {@link TaskMessage#AT_ONCE}, or some of them
     */
    public static Task chunk(
            ObjectCodec codec,
            long number,
            int firstItem,
            @Nullable Object[] items,
            int mode,
            SharedFunction function,
            TaskSink sink) {
        boolean one = items.length == 1;
        byte[] frame = one
                ? codec.encode(items[0], TaskMessage.TASK_HEADROOM)
                : codec.encodeEach(items, TaskMessage.TASK_HEADROOM);
        int flags = (one ? TaskMessage.ONE : 0) | mode | timed(sink);
        TaskMessage.task(frame, flags, function.id(), number, firstItem);
        boolean each = (mode & TaskMessage.EACH) != 0;
        return new Task(new TaskForm(number, firstItem, items.length, each, function), frame, sink);
    }

    /** Items of a map that cannot be sent: it only holds their place. */
    public static Task unsendable(long number, int firstItem, int items, TaskSink sink) {
        return new Task(new TaskForm(number, firstItem, items, true, null), NOTHING, sink);
    }

    private static int timed(TaskSink sink) {
        return sink.limits().areNone() ? 0 : TaskMessage.TIMED;
    }

    /** Number of that item among all of the map; negative if it is a single call. */
    public int itemOfMap(int item) {
        return firstItem < 0 ? firstItem : firstItem + item;
    }

    /** Such as {@code task 17} or {@code task 17 (items 32 to 39)}. */
    public String label() {
        return firstItem < 0 || items == 1 ? label(0) : label(0, items);
    }

    /** Such as {@code task 17 (items 32 to 39)}. */
    public String label(int item, int count) {
        int first = firstItem + item;
        return "task " + number + " (items " + first + " to " + (first + count - 1) + ")";
    }

    /** Such as {@code task 17 (item 35)}. */
    public String label(int item) {
        return firstItem < 0 ? "task " + number : "task " + number + " (item " + (firstItem + item) + ")";
    }
}
