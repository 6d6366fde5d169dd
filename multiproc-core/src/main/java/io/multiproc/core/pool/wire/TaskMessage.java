package io.multiproc.core.pool.wire;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The frames between a pool and its workers.
 *
 * <pre>
 * FUNCTION  function:4            encoded function
 * FORGET    function:4
 * TASK      task:4  function:4  from:4  to:4  number:8  first item:4   encoded call (function 0), item (flag ONE) or items
 * RESULT    task:4  item:4  count:4            encoded result (one item), results, or failure (flag FAILED)
 * READY                           nothing, or failure (flag FAILED)
 * STACK     item:8                            text
 * REPORT                          numbers of the worker (flag LEAVES: the last ones, unasked)
 * STOP
 * </pre>
 */
public final class TaskMessage {

    /** On a task: the encoded object is one item, not a list of items. */
    public static final int ONE = 1;

    /** On a task: an item that fails leaves the others alone; its place among the results holds the failure. */
    public static final int EACH = 2;

    /** On a task: results of finished items are sent while others run, so that they are not lost with the worker. */
    public static final int PIECES = 4;

    /** On an outcome: the encoded object is the failure of that item, and the task has ended with it. */
    public static final int FAILED = 1;

    /** On an outcome: there are results of more items to come. */
    public static final int MORE = 2;

    /** On an outcome: there is a failure among the results. */
    public static final int FAULTS = 4;

    /** On an outcome, with {@link #FAILED}: the item was not run, since it cannot be read. */
    public static final int UNREAD = 8;

    /** On a report: nobody has asked for it, since the worker leaves. */
    public static final int LEAVES = 1;

    /** On a task: each of its items has a time-out. */
    public static final int TIMED = 8;

    /** On a task: an item that cannot be read ends it before any is run; else that leaves the others alone. */
    public static final int AT_ONCE = 16;

    /** Of a task that brings its own function. */
    public static final int OWN_FUNCTION = 0;

    /** Free bytes in front of an encoded function. */
    public static final int FUNCTION_HEADROOM = FrameDescriptor.HEADER_BYTES + 4;

    /** Free bytes in front of an encoded task. */
    public static final int TASK_HEADROOM = FrameDescriptor.HEADER_BYTES + 28;

    /** Free bytes in front of an encoded outcome. */
    public static final int RESULT_HEADROOM = FrameDescriptor.HEADER_BYTES + 12;

    /** Where the encoded object begins in the payload of a task. */
    public static final int TASK_BODY = 28;

    /** Where the encoded object begins in the payload of an outcome. */
    public static final int RESULT_BODY = 12;

    private static final int FIRST = FrameDescriptor.HEADER_BYTES;
    private static final int SECOND = FIRST + 4;
    private static final int THIRD = FIRST + 8;
    private static final int FOURTH = FIRST + 12;
    private static final int NUMBER = FIRST + 16;
    private static final int FIRST_ITEM = FIRST + 24;

    private TaskMessage() {}

    /**
     * What a worker is ordered on its control link: to interrupt that item.
     *
     * @param wholeTask whether the rest of its task is given up as well
     * @param stalledNanos how long it has reported no progress, or 0 if that is not the reason
     */
    public static byte[] interrupt(long item, boolean wholeTask, long stalledNanos) {
        return ByteBuffer.allocate(2 * Long.BYTES + 1)
                .putLong(item)
                .put((byte) (wholeTask ? 1 : 0))
                .putLong(stalledNanos)
                .array();
    }

    /** Where a worker is with an item that was to be interrupted. */
    public static byte[] stack(long item, String stack) {
        byte[] text = stack.getBytes(StandardCharsets.UTF_8);
        return FrameDescriptor.frame(
                FrameType.STACK,
                0,
                ByteBuffer.allocate(Long.BYTES + text.length)
                        .putLong(item)
                        .put(text)
                        .array());
    }

    /** Of a {@link #stack}: which item. */
    public static long stackItem(byte[] payload) {
        return ByteBuffer.wrap(payload).getLong();
    }

    /** Of a {@link #stack}: its text. */
    public static String stackText(byte[] payload) {
        return new String(payload, Long.BYTES, payload.length - Long.BYTES, StandardCharsets.UTF_8);
    }

    public static byte[] function(byte[] frame, int function) {
        ByteBuffer.wrap(frame).putInt(FIRST, function);
        return FrameDescriptor.seal(frame, FrameType.FUNCTION, 0);
    }

    public static byte[] forget(int function) {
        byte[] frame = new byte[FUNCTION_HEADROOM];
        ByteBuffer.wrap(frame).putInt(FIRST, function);
        return FrameDescriptor.seal(frame, FrameType.FORGET, 0);
    }

    /**
     * A task.
     *
     * @param number among all of the pool
     * @param firstItem number of its first item among all of the map; negative if it is a single call
     */
    public static byte[] task(byte[] frame, int flags, int function, long number, int firstItem) {
        ByteBuffer.wrap(frame).putInt(SECOND, function).putLong(NUMBER, number).putInt(FIRST_ITEM, firstItem);
        return FrameDescriptor.seal(frame, FrameType.TASK, flags);
    }

    /** Gives a task the number under which a worker is to answer it, and says which of its items are to be run. */
    public static void address(byte[] taskFrame, int task, int from, int to) {
        ByteBuffer.wrap(taskFrame).putInt(FIRST, task).putInt(THIRD, from).putInt(FOURTH, to);
    }

    public static byte[] result(byte[] frame, int task, int item, int count, int flags) {
        ByteBuffer.wrap(frame).putInt(FIRST, task).putInt(SECOND, item).putInt(THIRD, count);
        return FrameDescriptor.seal(frame, FrameType.RESULT, flags);
    }

    public static byte[] ready(byte @Nullable [] failure) {
        return failure == null
                ? FrameDescriptor.frame(FrameType.READY, 0, new byte[0])
                : FrameDescriptor.frame(FrameType.READY, FAILED, failure);
    }

    /** What an exit hook has come to: its result or, with {@link #FAILED}, its failure. */
    public static byte[] farewell(byte[] outcome, int flags) {
        return FrameDescriptor.frame(FrameType.FAREWELL, flags, outcome);
    }

    public static byte[] stop() {
        return FrameDescriptor.frame(FrameType.STOP, 0, new byte[0]);
    }

    /** Of a task: its number among all of the pool. */
    public static long number(byte[] payload) {
        return ByteBuffer.wrap(payload).getLong(16);
    }

    /** Of a task: number of its first item among all of the map; negative if it is a single call. */
    public static int firstItem(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(24);
    }

    public static int first(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(0);
    }

    public static int second(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(4);
    }

    public static int third(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(8);
    }

    public static int fourth(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(12);
    }
}
