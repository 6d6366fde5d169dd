package io.multiproc.ipc.pipe;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from what has arrived; never waits. What has arrived of a message is kept until the rest
 * comes, so a reader may give up in the middle and go on later. Used by one thread at a time.
 *
 * <p>The ends of a pipe have proved that they belong to one program, so a length is trusted: the array is made at once,
 * or before. For a stranger it grows with what arrives.
 */
final class MessageReader {

    /** Small enough to be copied on while it is still in the processor's cache. */
    private static final int PIECE_BYTES = 64 * 1024;

    private static final int NONE = -1;

    private final Arrivals arrivals;
    private final int limit;
    private final int trusted;

    /** Null for a stranger, like the next one. */
    private final @Nullable IncomingMemory memory;

    private final @Nullable ArrayAhead ahead;
    private int length = NONE;
    private int coming; // of the message's bytes, so many are next in the channel
    private byte @Nullable [] payload;
    private int filled;

    /** A reader of what a process of the same program writes. */
    MessageReader(ReadableByteChannel channel) {
        this.arrivals = new Arrivals(channel);
        this.limit = FrameDescriptor.MAX_PAYLOAD_BYTES;
        this.trusted = limit;
        this.memory = new IncomingMemory();
        this.ahead = new ArrayAhead();
    }

    /**
     * A reader of what a stranger writes.
     *
     * @param limit the longest message, in bytes
     * @param trusted for how many bytes memory is made when only a length has arrived
     */
    MessageReader(ReadableByteChannel channel, int limit, int trusted) {
        this.arrivals = new Arrivals(channel);
        this.limit = limit;
        this.trusted = trusted;
        this.memory = null;
        this.ahead = null;
    }

    /** Whether a message has begun, or the end has come. */
    boolean hasBegun() throws IOException {
        if (length != NONE || arrivals.isEnded()) {
            return true;
        }
        if (arrivals.holds(FrameDescriptor.HEADER_BYTES)) {
            begin();
            return true;
        }
        if (arrivals.isEnded()) {
            if (arrivals.bytes().hasRemaining()) {
                length = 0; // not a boundary: part of a header is there
            }
            return true;
        }
        if (ahead != null) {
            ahead.prepare();
        }
        return false;
    }

    /** Whether {@link #hasBegun} would be true without a look at the channel. */
    boolean holdsBegunMessage() {
        return length != NONE || arrivals.isEnded() || arrivals.bytes().remaining() >= FrameDescriptor.HEADER_BYTES;
    }

    /** Whether the end has come at the boundary of a message; asked after {@link #hasBegun}. */
    boolean isAtEnd() {
        return arrivals.isEnded() && length == NONE;
    }

    /** The length of the message that has begun. */
    int length() {
        return length;
    }

    /** Whether the message is complete. */
    boolean isComplete() throws IOException {
        byte[] target = payload;
        if (target == null) {
            target = firstArray();
            payload = target;
        }
        while (filled < length) {
            if (filled == target.length) {
                target = grow(target);
                payload = target;
            }
            if (!(coming == 0 ? nextPiece(target) : more(target))) {
                return false;
            }
        }
        if (arrivals.isEnded()) {
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

    private void begin() throws FrameException {
        ByteBuffer input = arrivals.bytes();
        ByteBuffer header = input.slice(input.position(), FrameDescriptor.HEADER_BYTES);
        FrameType type = FrameDescriptor.type(header);
        boolean whole = type == FrameType.MESSAGE;
        if (!whole && (type != FrameType.PIECES || memory == null)) {
            throw new FrameException("not a message on a connection: type=" + type);
        }
        int announced = FrameDescriptor.length(header);
        if (announced > limit) {
            throw new FrameException(
                    "a message is longer than the limit: length=" + announced + ", limit=" + limit + " bytes");
        }
        length = announced;
        coming = whole ? announced : 0;
        input.position(input.position() + FrameDescriptor.HEADER_BYTES);
    }

    /** Takes some of the bytes that come next: from the buffer, or, if much is missing, past it. */
    private boolean more(byte[] target) throws IOException {
        ByteBuffer input = arrivals.bytes();
        int missing = Math.min(coming, target.length - filled);
        if (!input.hasRemaining() && missing >= Arrivals.BUFFER_BYTES) {
            return arrived(arrivals.readInto(ByteBuffer.wrap(target, filled, Math.min(missing, PIECE_BYTES))));
        }
        if (!holds(1)) {
            return false;
        }
        int count = Math.min(input.remaining(), missing);
        input.get(target, filled, count);
        return arrived(count);
    }

    private boolean arrived(int count) throws IOException {
        if (count < 0) {
            throw insideMessage();
        }
        filled += count;
        coming -= count;
        return count > 0;
    }

    /** Learns of the next piece, and takes it if it is in memory; false if not all is there that says so. */
    private boolean nextPiece(byte[] target) throws IOException {
        if (!holds(Piece.HEAD_BYTES)) {
            return false;
        }
        ByteBuffer input = arrivals.bytes();
        int piece = input.getInt(input.position());
        if (piece == Piece.ANNOUNCEMENT) {
            return memory().learn(arrivals) || isStillComing();
        }
        long bytes = Math.abs((long) piece);
        if (bytes > length - filled) {
            throw new FrameException(
                    "a piece is longer than the rest of its message: length=" + bytes + ", rest=" + (length - filled));
        }
        input.position(input.position() + Piece.HEAD_BYTES);
        if (piece > 0) {
            coming = piece;
        } else {
            memory().take(target, filled, -piece);
            filled -= piece;
        }
        return true;
    }

    private IncomingMemory memory() {
        if (memory == null) {
            throw new IllegalStateException("a stranger's message in pieces");
        }
        return memory;
    }

    /** Whether so many bytes are there, within a message. */
    private boolean holds(int bytes) throws IOException {
        return arrivals.holds(bytes) || isStillComing();
    }

    /** False: what is missing may still arrive. */
    private boolean isStillComing() throws IOException {
        if (arrivals.isEnded()) {
            throw insideMessage();
        }
        return false;
    }

    private byte[] firstArray() throws IOException {
        byte[] made = ahead == null ? null : ahead.take(length);
        return made == null ? allocate(Math.min(length, trusted)) : made;
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
