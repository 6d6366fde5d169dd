package io.multiproc.ipc.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Layout of a frame; all numbers are big-endian.
 *
 * <pre>
 *   0       1       2       3       4       5       6       7       8
 *   +-------+-------+-------+-------+-------+-------+-------+-------+--------- - -
 *   |        payload length         | type  | flags |  reserved: 0  |  payload
 *   +-------+-------+-------+-------+-------+-------+-------+-------+--------- - -
 * </pre>
 *
 * <p>A length below 0 or above {@link #MAX_PAYLOAD_BYTES}, an unknown type or a reserved field that is not 0 ends the
 * link: after any of them nothing that follows can be trusted.
 */
public final class FrameDescriptor {

    /** Changes with every change of the layout or of a frame's meaning; both ends must have the same. */
    public static final short PROTOCOL_VERSION = 1;

    /** Bytes before the payload. */
    public static final int HEADER_BYTES = 8;

    /** The largest payload, 2 GiB less 65 bytes: what a Java array can hold, with its header in front. */
    public static final int MAX_PAYLOAD_BYTES = Integer.MAX_VALUE - 64;

    private static final int LENGTH_OFFSET = 0;
    private static final int TYPE_OFFSET = 4;
    private static final int FLAGS_OFFSET = 5;
    private static final int RESERVED_OFFSET = 6;

    private FrameDescriptor() {}

    /**
     * Writes the header in front of a payload.
     *
     * @param frame {@link #HEADER_BYTES} free bytes, followed by the payload to the end of the array
     */
    public static byte[] seal(byte[] frame, FrameType type, int flags) {
        return seal(frame, 0, frame.length, type, flags);
    }

    /**
     * Writes the header of one frame among several.
     *
     * @param frames holds {@link #HEADER_BYTES} free bytes, followed by the payload, from {@code start} to {@code end}
     */
    public static byte[] seal(byte[] frames, int start, int end, FrameType type, int flags) {
        ByteBuffer header = ByteBuffer.wrap(frames).order(ByteOrder.BIG_ENDIAN);
        header.putInt(start + LENGTH_OFFSET, end - start - HEADER_BYTES);
        header.put(start + TYPE_OFFSET, type.code());
        header.put(start + FLAGS_OFFSET, (byte) flags);
        header.putShort(start + RESERVED_OFFSET, (short) 0);
        return frames;
    }

    /** Writes the header of a frame whose payload follows in another way. */
    public static void putHeader(ByteBuffer target, FrameType type, int length) {
        target.putInt(length).put(type.code()).put((byte) 0).putShort((short) 0);
    }

    /** A frame with a copy of the payload. */
    public static byte[] frame(FrameType type, int flags, byte[] payload) {
        byte[] frame = new byte[HEADER_BYTES + payload.length];
        System.arraycopy(payload, 0, frame, HEADER_BYTES, payload.length);
        return seal(frame, type, flags);
    }

    /** The length of the payload that follows the header. */
    public static int length(ByteBuffer header) throws FrameException {
        int length = header.getInt(LENGTH_OFFSET);
        if (length < 0 || length > MAX_PAYLOAD_BYTES) {
            throw new FrameException(
                    "frame length out of range: length=" + length + ", limit=" + MAX_PAYLOAD_BYTES + " bytes");
        }
        return length;
    }

    /** What a header says the frame is. */
    public static FrameType type(ByteBuffer header) throws FrameException {
        int code = header.get(TYPE_OFFSET);
        FrameType type = FrameType.of(code);
        if (type == null || header.getShort(RESERVED_OFFSET) != 0) {
            throw new FrameException(
                    "frame header is not one of ours: type=" + code + ", reserved=" + header.getShort(RESERVED_OFFSET));
        }
        return type;
    }

    /** What a header says besides. */
    public static int flags(ByteBuffer header) {
        return header.get(FLAGS_OFFSET);
    }
}
