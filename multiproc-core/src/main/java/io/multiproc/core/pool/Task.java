package io.multiproc.core.pool;

import io.multiproc.ipc.codec.ObjectCodec;
import org.jspecify.annotations.Nullable;

/** A task on its way: its frame, and where its outcome goes. */
final class Task {

    private final long number;
    private final int firstItem;
    private final int items;
    private final @Nullable SharedFunction function;
    private final TaskOutcome<@Nullable Object> outcome;
    private byte[] frame;
    private boolean sent;

    private Task(
            ObjectCodec codec, long number, int firstItem, int items, @Nullable SharedFunction function, byte[] frame) {
        this.number = number;
        this.firstItem = firstItem;
        this.items = items;
        this.function = function;
        this.frame = frame;
        this.outcome = new TaskOutcome<>(this, codec);
    }

    /** A call that brings its own function. */
    static Task call(ObjectCodec codec, long number, Object[] functionAndArguments) {
        byte[] frame = codec.encode(functionAndArguments, TaskMessage.TASK_HEADROOM);
        return new Task(codec, number, -1, 1, null, TaskMessage.task(frame, 0, TaskMessage.OWN_FUNCTION));
    }

    /** A chunk of the items of a map. */
    static Task chunk(
            ObjectCodec codec, long number, int firstItem, @Nullable Object[] items, SharedFunction function) {
        boolean one = items.length == 1;
        byte[] frame = codec.encode(one ? items[0] : items, TaskMessage.TASK_HEADROOM);
        return new Task(
                codec,
                number,
                firstItem,
                items.length,
                function,
                TaskMessage.task(frame, one ? TaskMessage.ONE : 0, function.id()));
    }

    @Nullable
    SharedFunction function() {
        return function;
    }

    TaskOutcome<@Nullable Object> outcome() {
        return outcome;
    }

    int bytes() {
        return frame.length;
    }

    int items() {
        return items;
    }

    /** The frame under the number that a worker is to answer; a copy if an earlier one may still be on its way. */
    byte[] frame(int workersNumber) {
        if (sent) {
            frame = frame.clone();
        }
        sent = true;
        TaskMessage.number(frame, workersNumber);
        return frame;
    }

    /** Such as {@code task 17} or {@code task 17 (items 32 to 39)}. */
    String label() {
        if (firstItem < 0) {
            return "task " + number;
        }
        return "task " + number
                + (items == 1
                        ? " (item " + firstItem + ")"
                        : " (items " + firstItem + " to " + (firstItem + items - 1) + ")");
    }
}
