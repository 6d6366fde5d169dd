package io.multiproc.ipc.pipe;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages in bounded pieces, through memory outside the heap that belongs to the thread. Used by one thread at a
 * time.
 */
final class MessageWriter {

    private static final int PIECE_BYTES = 128 * 1024;

    /** Of a long message: the reader makes its array while the rest is written. */
    private static final int FIRST_BYTES = 16 * 1024;

    private static final ThreadLocal<ByteBuffer> PIECES =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PIECE_BYTES).order(ByteOrder.BIG_ENDIAN));

    private final WritableByteChannel channel;
    private final ChannelWait wait;
    private final Step flushed;

    MessageWriter(WritableByteChannel channel, ChannelWait wait, Step flushed) {
        this.channel = channel;
        this.wait = wait;
        this.flushed = flushed;
    }

    /**
     * Writes a message; waits while the other end does not read.
     *
     * @return what is left of a message that has begun when the thread was interrupted, which is still its state; null: all
     *     is written
     * @throws InterruptedException if it was interrupted before the first byte was written
     */
    @Nullable
    ByteBuffer write(ByteBuffer body) throws IOException, InterruptedException {
        ByteBuffer source = body.duplicate();
        ByteBuffer piece = PIECES.get().clear();
        putHeader(piece, source.remaining());
        if (source.remaining() > PIECE_BYTES) {
            piece.limit(FIRST_BYTES);
        }
        boolean begun = false;
        do {
            fill(piece, source);
            piece.flip();
            while (piece.hasRemaining()) {
                try {
                    wait.until(() -> channel.write(piece) > 0, Deadline.NEVER);
                    begun = true;
                } catch (InterruptedException e) {
                    if (!begun) {
                        throw e;
                    }
                    Thread.currentThread().interrupt();
                    return rest(piece, source);
                }
            }
            piece.clear();
        } while (source.hasRemaining());
        try {
            wait.until(flushed, Deadline.NEVER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ByteBuffer.allocate(0);
        }
        return null;
    }

    /** Writes what is left of a message; what was interrupted may be called again. */
    void finish(ByteBuffer rest) throws IOException, InterruptedException {
        ByteBuffer piece = PIECES.get();
        while (rest.hasRemaining()) {
            piece.clear();
            ByteBuffer source = rest.duplicate();
            fill(piece, source);
            piece.flip();
            wait.until(() -> channel.write(piece) > 0, Deadline.NEVER);
            rest.position(rest.position() + piece.position());
        }
        wait.until(flushed, Deadline.NEVER);
    }

    static ByteBuffer header(int length) {
        ByteBuffer header = ByteBuffer.allocate(FrameDescriptor.HEADER_BYTES);
        putHeader(header, length);
        return header.flip();
    }

    private static void putHeader(ByteBuffer target, int length) {
        FrameDescriptor.putHeader(target, FrameType.MESSAGE, length);
    }

    private static void fill(ByteBuffer piece, ByteBuffer source) {
        int count = Math.min(piece.remaining(), source.remaining());
        piece.put(source.duplicate().limit(source.position() + count));
        source.position(source.position() + count);
    }

    private static ByteBuffer rest(ByteBuffer piece, ByteBuffer source) {
        return ByteBuffer.allocate(piece.remaining() + source.remaining())
                .put(piece)
                .put(source)
                .flip();
    }
}
