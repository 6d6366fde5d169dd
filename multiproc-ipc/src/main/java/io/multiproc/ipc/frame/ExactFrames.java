package io.multiproc.ipc.frame;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** Reads frames and not a byte more: what follows the last one may belong to somebody else. Never waits. */
public final class ExactFrames {

    private final ReadableByteChannel channel;
    private final int limit;
    private final ByteBuffer header =
            ByteBuffer.allocate(FrameDescriptor.HEADER_BYTES).order(ByteOrder.BIG_ENDIAN);
    private @Nullable ByteBuffer payload;

    /** Reads from the channel; a frame with a longer payload is refused before it is read. */
    public ExactFrames(ReadableByteChannel channel, int limit) {
        this.channel = channel;
        this.limit = limit;
    }

    /** The next frame, or null if it is not complete yet. */
    public @Nullable Frame next() throws IOException {
        if (header.hasRemaining() && !fill(header)) {
            return null;
        }
        FrameType type = FrameDescriptor.type(header);
        ByteBuffer target = payload;
        if (target == null) {
            int length = FrameDescriptor.length(header);
            if (length > limit) {
                throw new FrameException("frame length out of range: length=" + length + ", limit=" + limit + " bytes");
            }
            target = ByteBuffer.allocate(length);
            payload = target;
        }
        if (!fill(target)) {
            return null;
        }
        header.clear();
        payload = null;
        return new Frame(type, 0, target.array());
    }

    private boolean fill(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            int count = channel.read(target);
            if (count < 0) {
                throw new EOFException("the other side ended the call");
            }
            if (count == 0) {
                return false;
            }
        }
        return true;
    }
}
