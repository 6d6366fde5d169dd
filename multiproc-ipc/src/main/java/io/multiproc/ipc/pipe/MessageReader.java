package io.multiproc.ipc.pipe;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from what has arrived; never waits. What has arrived of a message is kept until the rest comes, so
 * a reader may give up in the middle and go on later. Used by one thread at a time.
 *
 * <p>The ends of a pipe have proved that they belong to one program, so a length is trusted: the array is made at once. For
 * a stranger it grows with what arrives.
 */
final class MessageReader {

    private static final int BUFFER_BYTES = 16 * 1024;

    /** Small enough to be copied on while it is still in the processor's cache. */
    private static final int PIECE_BYTES = 64 * 1024;

    private static final int NONE = -1;

    private final ReadableByteChannel channel;
    private final int limit;
    private final int trusted;
    private final ByteBuffer input =
            ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.BIG_ENDIAN).limit(0);
    private int length = NONE;
    private byte @Nullable [] payload;
    private int filled;
    private boolean ended;

    MessageReader(ReadableByteChannel channel) {
        this(channel, FrameDescriptor.MAX_PAYLOAD_BYTES, FrameDescriptor.MAX_PAYLOAD_BYTES);
    }

    /**
     * A reader.
     *
     * @param limit the longest message, in bytes
     * @param trusted for how many bytes memory is made when only a length has arrived
     */
    MessageReader(ReadableByteChannel channel, int limit, int trusted) {
        this.channel = channel;
        this.limit = limit;
        this.trusted = trusted;
    }

    /** Whether a message has begun, or the end has come. */
    boolean hasBegun() throws IOException {
        if (length != NONE || ended) {
            return true;
        }
        while (input.remaining() < FrameDescriptor.HEADER_BYTES) {
            int count = read();
            if (count == 0) {
                return false;
            }
            if (count < 0) {
                ended = true;
                if (input.hasRemaining()) {
                    length = 0; // not a boundary: part of a header is there
                }
                return true;
            }
        }
        begin();
        return true;
    }

    /** Whether {@link #hasBegun} would be true without a look at the channel. */
    boolean holdsBegunMessage() {
        return length != NONE || ended || input.remaining() >= FrameDescriptor.HEADER_BYTES;
    }

    /** Whether the end has come at the boundary of a message; asked after {@link #hasBegun}. */
    boolean isAtEnd() {
        return ended && length == NONE;
    }

    /** The length of the message that has begun. */
    int length() {
        return length;
    }

    /** Whether the message is complete. */
    boolean isComplete() throws IOException {
        byte[] target = payload;
        if (target == null) {
            target = allocate(Math.min(length, trusted));
            payload = target;
        }
        while (filled < length) {
            if (filled == target.length) {
                target = grow(target);
                payload = target;
            }
            if (!input.hasRemaining() && !more(target)) {
                return false;
            }
            int count = Math.min(input.remaining(), target.length - filled);
            input.get(target, filled, count);
            filled += count;
        }
        if (ended) {
            throw insideMessage();
        }
        return true;
    }

    /** The complete message; the next one may begin. */
    Message take() {
        byte[] bytes = payload == null ? new byte[0] : payload;
        payload = null;
        filled = 0;
        length = NONE;
        return Message.of(bytes);
    }

    /** Reads into the buffer, or, if much is missing, past it into the message. */
    private boolean more(byte[] target) throws IOException {
        int missing = target.length - filled;
        int count;
        if (missing < BUFFER_BYTES) {
            count = read();
        } else {
            count = receive(ByteBuffer.wrap(target, filled, Math.min(missing, PIECE_BYTES)));
            filled += Math.max(0, count);
        }
        if (count < 0) {
            ended = true;
            throw insideMessage();
        }
        return count > 0;
    }

    private int read() throws IOException {
        input.compact();
        try {
            return receive(input);
        } finally {
            input.flip();
        }
    }

    private int receive(ByteBuffer target) throws IOException {
        try {
            return channel.read(target);
        } catch (IOException e) {
            if (isReset(e)) {
                return -1;
            }
            throw e;
        }
    }

    /** The other end was closed, or its process died, before it had read all: an end like any other. */
    private static boolean isReset(IOException e) {
        return String.valueOf(e.getMessage()).contains("reset");
    }

    private void begin() throws FrameException {
        ByteBuffer header = input.slice(input.position(), FrameDescriptor.HEADER_BYTES);
        FrameType type = FrameDescriptor.type(header);
        if (type != FrameType.MESSAGE) {
            throw new FrameException("not a message on a connection: type=" + type);
        }
        int announced = FrameDescriptor.length(header);
        if (announced > limit) {
            throw new FrameException(
                    "a message is longer than the limit: length=" + announced + ", limit=" + limit + " bytes");
        }
        length = announced;
        input.position(input.position() + FrameDescriptor.HEADER_BYTES);
    }

    private byte[] grow(byte[] full) throws IOException {
        byte[] larger = allocate((int) Math.min(length, 2L * full.length));
        System.arraycopy(full, 0, larger, 0, full.length);
        return larger;
    }

    private byte[] allocate(int bytes) throws IOException {
        try {
            return new byte[bytes];
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "the heap has no room for a message: length=" + length
                            + " bytes (raise -Xmx, or send it in pieces; it has not been taken, so recv may be tried again)",
                    e);
        }
    }

    private IOException insideMessage() {
        return new IOException("the other end was closed, or its process ended, inside a message: got " + filled
                + " of its " + length + " bytes");
    }
}
