package io.multiproc.ipc.pipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/** What has arrived on a channel and was not asked for yet; never waits. */
final class Arrivals {

    /** How much is taken at once, if more is not asked for. */
    static final int BUFFER_BYTES = 16 * 1024;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.BIG_ENDIAN).limit(0);
    private boolean ended;

    Arrivals(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** The bytes, from position to limit; to be taken by moving the position. */
    ByteBuffer bytes() {
        return buffer;
    }

    /** Whether nothing more will arrive. */
    boolean isEnded() {
        return ended;
    }

    /** Whether that many bytes are there, at most {@link #BUFFER_BYTES}; takes what has arrived. */
    boolean holds(int count) throws IOException {
        while (buffer.remaining() < count) {
            if (readMore() <= 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes what has arrived into the buffer, behind what is there: how many bytes; below 0: the end. */
    int readMore() throws IOException {
        buffer.compact();
        try {
            return readInto(buffer);
        } finally {
            buffer.flip();
        }
    }

    /** Takes what has arrived past the buffer, which is empty. */
    int readInto(ByteBuffer target) throws IOException {
        int count;
        try {
            count = channel.read(target);
        } catch (IOException e) {
            if (!isReset(e)) {
                throw e;
            }
            count = -1;
        }
        ended |= count < 0;
        return count;
    }

    /** The other end was closed, or its process died, before it had read all: an end like any other. */
    private static boolean isReset(IOException e) {
        return String.valueOf(e.getMessage()).contains("reset");
    }
}
