package io.multiproc.core.pool;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The frames between a pool and its workers.
 *
 * <pre>
 * FUNCTION  function:4            encoded function
 * FORGET    function:4
 * TASK      task:4  function:4    encoded call (function 0), item (flag ONE) or list of items
 * RESULT    task:4                encoded result, or failure (flag FAILED)
 * READY                           nothing, or failure (flag FAILED)
 * STOP
 * </pre>
 */
final class TaskMessage {

    /** On a task: the encoded object is one item, not a list of items. */
    static final int ONE = 1;

    /** On an outcome: the encoded object is a failure. */
    static final int FAILED = 1;

    /** Of a task that brings its own function. */
    static final int OWN_FUNCTION = 0;

    /** Free bytes in front of an encoded function. */
    static final int FUNCTION_HEADROOM = FrameDescriptor.HEADER_BYTES + 4;

    /** Free bytes in front of an encoded task. */
    static final int TASK_HEADROOM = FrameDescriptor.HEADER_BYTES + 8;

    /** Free bytes in front of an encoded outcome. */
    static final int RESULT_HEADROOM = FrameDescriptor.HEADER_BYTES + 4;

    /** Where the encoded object begins in the payload of a task. */
    static final int TASK_BODY = 8;

    /** Where the encoded object begins in the payload of an outcome. */
    static final int RESULT_BODY = 4;

    private static final int FIRST = FrameDescriptor.HEADER_BYTES;
    private static final int SECOND = FIRST + 4;

    private TaskMessage() {}

    static byte[] function(byte[] frame, int function) {
        ByteBuffer.wrap(frame).putInt(FIRST, function);
        return FrameDescriptor.seal(frame, FrameType.FUNCTION, 0);
    }

    static byte[] forget(int function) {
        byte[] frame = new byte[FUNCTION_HEADROOM];
        ByteBuffer.wrap(frame).putInt(FIRST, function);
        return FrameDescriptor.seal(frame, FrameType.FORGET, 0);
    }

    static byte[] task(byte[] frame, int flags, int function) {
        ByteBuffer.wrap(frame).putInt(SECOND, function);
        return FrameDescriptor.seal(frame, FrameType.TASK, flags);
    }

    /** Gives a task the number under which a worker is to answer it. */
    static void number(byte[] taskFrame, int task) {
        ByteBuffer.wrap(taskFrame).putInt(FIRST, task);
    }

    static byte[] result(byte[] frame, int task, int flags) {
        ByteBuffer.wrap(frame).putInt(FIRST, task);
        return FrameDescriptor.seal(frame, FrameType.RESULT, flags);
    }

    static byte[] ready(byte @Nullable [] failure) {
        return failure == null
                ? FrameDescriptor.frame(FrameType.READY, 0, new byte[0])
                : FrameDescriptor.frame(FrameType.READY, FAILED, failure);
    }

    static byte[] stop() {
        return FrameDescriptor.frame(FrameType.STOP, 0, new byte[0]);
    }

    static int first(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(0);
    }

    static int second(byte[] payload) {
        return ByteBuffer.wrap(payload).getInt(4);
    }
}
