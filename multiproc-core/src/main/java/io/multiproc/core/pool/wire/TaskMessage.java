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
 * FAREWELL                        what the exit hook has come to, or failure (flag FAILED)
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

    /** Where the encoded object begins in the payload of a function. */
    public static final int FUNCTION_BODY = 4;

    /** Where the encoded object begins in the payload of a task. */
    public static final int TASK_BODY = 28;

    /** Where the encoded object begins in the payload of an outcome. */
    public static final int RESULT_BODY = 12;

    /** Free bytes in front of an encoded function. */
    public static final int FUNCTION_HEADROOM = FrameDescriptor.HEADER_BYTES + FUNCTION_BODY;

    /** Free bytes in front of an encoded task. */
    public static final int TASK_HEADROOM = FrameDescriptor.HEADER_BYTES + TASK_BODY;

    /** Free bytes in front of an encoded outcome. */
    public static final int RESULT_HEADROOM = FrameDescriptor.HEADER_BYTES + RESULT_BODY;

    /** In a payload: the function or the task that it is about. */
    private static final int SUBJECT = 0;

    /** In the payload of a task. */
    private static final int FUNCTION = 4;

    private static final int FROM = 8;
    private static final int TO = 12;
    private static final int NUMBER = 16;
    private static final int FIRST_ITEM = 24;

    /** In the payload of an outcome. */
    private static final int ITEM = 4;

    private static final int COUNT = 8;

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
        payload(frame).putInt(SUBJECT, function);
        return FrameDescriptor.seal(frame, FrameType.FUNCTION, 0);
    }

    public static byte[] forget(int function) {
        byte[] frame = new byte[FUNCTION_HEADROOM];
        payload(frame).putInt(SUBJECT, function);
        return FrameDescriptor.seal(frame, FrameType.FORGET, 0);
    }

    /**
     * A task.
     *
     * @param number among all of the pool
     * @param firstItem number of its first item among all of the map; negative if it is a single call
     */
    public static byte[] task(byte[] frame, int flags, int function, long number, int firstItem) {
        payload(frame).putInt(FUNCTION, function).putLong(NUMBER, number).putInt(FIRST_ITEM, firstItem);
        return FrameDescriptor.seal(frame, FrameType.TASK, flags);
    }

    /** Gives a task the number under which a worker is to answer it, and says which of its items are to be run. */
    public static void address(byte[] taskFrame, int task, int from, int to) {
        payload(taskFrame).putInt(SUBJECT, task).putInt(FROM, from).putInt(TO, to);
    }

    public static byte[] result(byte[] frame, int task, int item, int count, int flags) {
        payload(frame).putInt(SUBJECT, task).putInt(ITEM, item).putInt(COUNT, count);
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
        return ByteBuffer.wrap(payload).getLong(NUMBER);
    }

    /** Of a task: number of its first item among all of the map; negative if it is a single call. */
    public static int firstItem(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(FIRST_ITEM);
    }

    /** Of a function, or of what is to be forgotten: its number. */
    public static int functionId(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(SUBJECT);
    }

    /** Of a task or an outcome: the number under which the worker knows the task. */
    public static int task(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(SUBJECT);
    }

    /** Of a task: the number of its function, or {@link #OWN_FUNCTION}. */
    public static int function(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(FUNCTION);
    }

    /** Of a task: its first item that is to be run. */
    public static int from(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(FROM);
    }

    /** Of a task: the item behind the last one that is to be run. */
    public static int to(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(TO);
    }

    /** Of an outcome: the first item that it tells of. */
    public static int item(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(ITEM);
    }

    /** Of an outcome: of how many items it tells. */
    public static int count(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(COUNT);
    }

    private static ByteBuffer payload(byte[] frame) {
        return ByteBuffer.wrap(frame, FrameDescriptor.HEADER_BYTES, frame.length - FrameDescriptor.HEADER_BYTES)
                .slice();
    }
}
