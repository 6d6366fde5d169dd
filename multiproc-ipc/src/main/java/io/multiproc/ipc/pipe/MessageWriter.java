package io.multiproc.ipc.pipe;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.ring.ByteRing;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages in bounded pieces, through memory outside the heap that belongs to the thread. Used by one thread at
 * a time.
 */
final class MessageWriter {

    private static final int PIECE_BYTES = 128 * 1024;

    /** Of a long message: the reader makes its array while the rest is written. */
    private static final int FIRST_BYTES = 16 * 1024;

    private static final ThreadLocal<ByteBuffer> PIECES =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PIECE_BYTES).order(ByteOrder.BIG_ENDIAN));

    /** It is not worth while to put fewer into memory, but for the last ones. */
    private static final int LEAST_IN_MEMORY_BYTES = 16 * 1024;

    /** Measured: smaller ones cost system calls and wake-ups, larger ones keep the reader waiting. */
    private static final int MOST_IN_MEMORY_BYTES = 256 * 1024;

    private final WritableByteChannel channel;
    private final ChannelWait wait;
    private final Step flushed;
    private final @Nullable OutgoingMemory memory;
    private boolean inMessage;

    /**
     * A writer.
     *
     * @param flushed whether the channel has passed on all that was written
     * @param memory for what is read by a process of the same program
     */
    MessageWriter(WritableByteChannel channel, ChannelWait wait, Step flushed, @Nullable OutgoingMemory memory) {
        this.channel = channel;
        this.wait = wait;
        this.flushed = flushed;
        this.memory = memory;
    }

    /**
     * Writes a message; waits while the other end does not read.
     *
     * @return what is left of a message that has begun when the thread was interrupted, which is still its state; null:
     *     all is written
     * @throws InterruptedException if it was interrupted before the first byte was written
     */
    @Nullable
    ByteBuffer write(ByteBuffer body) throws IOException, InterruptedException {
        inMessage = false;
        ByteBuffer source = body.duplicate();
        if (memory != null && source.remaining() >= OutgoingMemory.LONG_BYTES) {
            Path announced = memory.announce();
            ByteRing ring = memory.ready();
            if (announced != null || ring != null) {
                return writeInPieces(source, announced, ring);
            }
        }
        return writeWhole(source);
    }

    /** Whether something of the latest message was written, which has failed. */
    boolean wasInMessage() {
        return inMessage;
    }

    private @Nullable ByteBuffer writeWhole(ByteBuffer source) throws IOException, InterruptedException {
        ByteBuffer piece = PIECES.get().clear();
        FrameDescriptor.putHeader(piece, FrameType.MESSAGE, source.remaining());
        if (source.remaining() > PIECE_BYTES) {
            piece.limit(FIRST_BYTES);
        }
        boolean begun = false;
        do {
            fill(piece, source);
            if (!pass(piece, begun)) {
                return rest(piece, source, false);
            }
            begun = true;
        } while (source.hasRemaining());
        return flush();
    }

    private @Nullable ByteBuffer writeInPieces(ByteBuffer source, @Nullable Path announced, @Nullable ByteRing ring)
            throws IOException, InterruptedException {
        ByteBuffer piece = PIECES.get().clear();
        FrameDescriptor.putHeader(piece, FrameType.PIECES, source.remaining());
        if (announced != null) {
            Piece.putAnnouncement(piece, announced);
        }
        boolean begun = false; // the header goes alone: the reader makes its array meanwhile
        while (pass(piece, begun)) {
            if (!source.hasRemaining()) {
                return flush();
            }
            begun = true;
            int inMemory = ring == null ? 0 : put(source, ring);
            if (inMemory > 0) {
                Piece.putInMemory(piece, inMemory);
            } else {
                Piece.putInline(piece, Math.min(source.remaining(), piece.remaining() - Piece.HEAD_BYTES));
                fill(piece, source);
            }
        }
        return rest(piece, source, true);
    }

    /** Puts bytes into memory if there is room, or soon will be. */
    private int put(ByteBuffer source, ByteRing ring) throws IOException {
        int least = Math.min(source.remaining(), LEAST_IN_MEMORY_BYTES);
        boolean hasRoom = ring.room() >= least || wait.spin(() -> ring.room() >= least);
        return hasRoom ? ring.put(source, MOST_IN_MEMORY_BYTES) : 0;
    }

    /**
     * Writes what is in the piece, which is empty then.
     *
     * @return false if the thread was interrupted meanwhile, which it still is; the piece has what is left
     * @throws InterruptedException if that happened before anything of the message was written
     */
    private boolean pass(ByteBuffer piece, boolean begun) throws IOException, InterruptedException {
        inMessage = begun;
        piece.flip();
        while (piece.hasRemaining()) {
            try {
                wait.until(() -> channel.write(piece) > 0, Deadline.NEVER);
                inMessage = true;
            } catch (InterruptedException e) {
                if (!inMessage) {
                    throw e;
                }
                Thread.currentThread().interrupt();
                return false;
            }
        }
        piece.clear();
        return true;
    }

    private @Nullable ByteBuffer flush() throws IOException {
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
        FrameDescriptor.putHeader(header, FrameType.MESSAGE, length);
        return header.flip();
    }

    private static void fill(ByteBuffer piece, ByteBuffer source) {
        int count = Math.min(piece.remaining(), source.remaining());
        piece.put(source.duplicate().limit(source.position() + count));
        source.position(source.position() + count);
    }

    private static ByteBuffer rest(ByteBuffer piece, ByteBuffer source, boolean inPieces) {
        boolean another = inPieces && source.hasRemaining();
        ByteBuffer rest =
                ByteBuffer.allocate(piece.remaining() + (another ? Piece.HEAD_BYTES : 0) + source.remaining());
        rest.put(piece);
        if (another) {
            Piece.putInline(rest, source.remaining());
        }
        return rest.put(source).flip();
    }
}
