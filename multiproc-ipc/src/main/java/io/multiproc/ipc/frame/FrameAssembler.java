package io.multiproc.ipc.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames together from pieces of any size.
 *
 * <p>Never trusts a length: memory for a payload grows with the bytes that have arrived. Used by one thread.
 */
public final class FrameAssembler {

    private static final byte[] EMPTY = {};
    private static final int FIRST_PIECE_BYTES = 1 << 20;

    private final int maxPayloadBytes;
    private final ByteBuffer header =
            ByteBuffer.allocate(FrameDescriptor.HEADER_BYTES).order(ByteOrder.BIG_ENDIAN);
    private @Nullable FrameType type;
    private int flags;
    private byte[] payload = EMPTY;
    private int expected;
    private int arrived;

    /** An assembler with the wire's own limit. */
    public FrameAssembler() {
        this(FrameDescriptor.MAX_PAYLOAD_BYTES);
    }

    /** An assembler that refuses payloads above the limit, as for a peer that has not proved who it is. */
    public FrameAssembler(int maxPayloadBytes) {
        this.maxPayloadBytes = maxPayloadBytes;
    }

    /**
     * Takes all bytes of the piece and hands completed frames to the sink, in order.
     *
     * @throws FrameException if the bytes are not frames; the assembler is of no use afterwards
     */
    public void feed(ByteBuffer piece, FrameSink sink) throws FrameException {
        while (true) {
            FrameType current = type;
            if (current == null) {
                current = takeHeader(piece);
                if (current == null) {
                    return;
                }
                type = current;
            }
            if (!takePayload(piece)) {
                return;
            }
            Frame frame = new Frame(current, flags, payload);
            type = null;
            payload = EMPTY;
            sink.accept(frame);
        }
    }

    /** Whether the bytes so far end inside a frame. */
    public boolean isInsideFrame() {
        return type != null || header.position() > 0;
    }

    private @Nullable FrameType takeHeader(ByteBuffer piece) throws FrameException {
        while (header.hasRemaining() && piece.hasRemaining()) {
            header.put(piece.get());
        }
        if (header.hasRemaining()) {
            return null;
        }
        FrameType result = FrameDescriptor.type(header);
        flags = FrameDescriptor.flags(header);
        expected = FrameDescriptor.length(header);
        if (expected > maxPayloadBytes) {
            throw new FrameException(
                    "frame length out of range: length=" + expected + ", limit=" + maxPayloadBytes + " bytes");
        }
        arrived = 0;
        payload = expected == 0 ? EMPTY : new byte[Math.min(expected, FIRST_PIECE_BYTES)];
        header.clear();
        return result;
    }

    private boolean takePayload(ByteBuffer piece) {
        while (arrived < expected && piece.hasRemaining()) {
            if (arrived == payload.length) {
                payload = Arrays.copyOf(payload, (int) Math.min(expected, 2L * payload.length));
            }
            int count = Math.min(piece.remaining(), payload.length - arrived);
            piece.get(payload, arrived, count);
            arrived += count;
        }
        return arrived == expected;
    }
}
