package io.multiproc.core.queue;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The payloads on a queue's link.
 *
 * <pre>
 * BOARD   file name: UTF-8                        PUT    (length:4  element) ...
 * GIVE    lease:4  promised:4  first:4  (length:4  element) ...
 *         flag 1: say when elements are taken; flag 2: others have the lease too, from its element first on
 * GRANT   promised:4                              ASK    request:4  what:1
 * REPLY   request:4  result:4                     the others: empty
 * </pre>
 */
final class QueueMessages {

    /** What can be asked. */
    enum Question {
        /** The answer is the number of elements. */
        SIZE(0),
        /** The answer is 1 if no slot is free. */
        FULL(1),
        /** The answer is 1 if an unfinished element could be called done. */
        DONE(2),
        /** The answer comes when no element is unfinished. */
        JOIN(3),
        /** The answer is 1 if there is an element that nobody is about to get. */
        READY(4);

        private static final Question[] ALL = values();

        private final byte code;

        Question(int code) {
            this.code = (byte) code;
        }
    }

    /** Flag of GIVE: somebody waits for the room of these elements. */
    static final int REPORT = 1;

    /** Free bytes in front of an element that is encoded: a frame's header, and the length. */
    static final int HEADROOM = FrameDescriptor.HEADER_BYTES + Chunk.LENGTH_BYTES;

    /** Flag of GIVE: a lease that several processes have together. */
    static final int TOGETHER = 2;

    static final int GIVE_HEAD = 12;

    private static final byte[] EMPTY = {};

    private QueueMessages() {}

    /** Writes an element's length in front of it. */
    static byte[] sealElement(byte[] element) {
        ByteBuffer.wrap(element).putInt(FrameDescriptor.HEADER_BYTES, element.length - HEADROOM);
        return element;
    }

    /** Elements of a lease, from its element {@code first} on; null: only the promise. */
    static byte[] give(int lease, int promised, int first, int flags, @Nullable Chunk chunk) {
        byte[] frame = new byte[FrameDescriptor.HEADER_BYTES + GIVE_HEAD + (chunk == null ? 0 : chunk.size())];
        body(frame).putInt(lease).putInt(promised).putInt(first);
        if (chunk != null) {
            chunk.copyTo(frame, FrameDescriptor.HEADER_BYTES + GIVE_HEAD);
        }
        return FrameDescriptor.seal(frame, FrameType.GIVE, flags);
    }

    static byte[] grant(int promised) {
        byte[] frame = new byte[FrameDescriptor.HEADER_BYTES + 4];
        body(frame).putInt(promised);
        return FrameDescriptor.seal(frame, FrameType.GRANT, 0);
    }

    static byte[] ask(int request, Question what) {
        byte[] frame = new byte[FrameDescriptor.HEADER_BYTES + 5];
        body(frame).putInt(request).put(what.code);
        return FrameDescriptor.seal(frame, FrameType.ASK, 0);
    }

    static byte[] reply(int request, int result) {
        byte[] frame = new byte[FrameDescriptor.HEADER_BYTES + 8];
        body(frame).putInt(request).putInt(result);
        return FrameDescriptor.seal(frame, FrameType.REPLY, 0);
    }

    static byte[] board(String file) {
        return FrameDescriptor.frame(FrameType.BOARD, 0, file.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] empty(FrameType type) {
        return FrameDescriptor.frame(type, 0, EMPTY);
    }

    /** Reads the number at an index of a payload. */
    static int number(byte[] payload, int index) throws FrameException {
        try {
            return ByteBuffer.wrap(payload)
                    .position(Math.min(index, payload.length))
                    .getInt();
        } catch (BufferUnderflowException e) {
            throw tooShort(payload);
        }
    }

    static Question question(byte[] payload) throws FrameException {
        if (payload.length != 5) {
            throw tooShort(payload);
        }
        int what = payload[4];
        if (what < 0 || what >= Question.ALL.length) {
            throw new FrameException("unknown question about a queue: what=" + what);
        }
        return Question.ALL[what];
    }

    private static FrameException tooShort(byte[] payload) {
        return new FrameException("a queue's message has the wrong length: length=" + payload.length);
    }

    private static ByteBuffer body(byte[] frame) {
        return ByteBuffer.wrap(frame).position(FrameDescriptor.HEADER_BYTES);
    }
}
