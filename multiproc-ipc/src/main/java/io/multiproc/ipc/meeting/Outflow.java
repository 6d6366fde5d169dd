package io.multiproc.ipc.meeting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Buffers on their way into a socket. */
public final class Outflow {

    private static final int PIECE_BYTES = 256 * 1024;

    private final SocketChannel channel;
    private final Iterator<ByteBuffer> buffers;
    private final End end;
    private @Nullable ByteBuffer current;

    Outflow(SocketChannel channel, Iterator<ByteBuffer> buffers, End end) {
        this.channel = channel;
        this.buffers = buffers;
        this.end = end;
    }

    /** Writes what the socket takes; true if there is nothing left to write, and the end was told. */
    boolean isDone() {
        try {
            while (true) {
                ByteBuffer buffer = current;
                if (buffer == null || !buffer.hasRemaining()) {
                    if (!buffers.hasNext()) {
                        end.reached(null);
                        return true;
                    }
                    current = buffers.next();
                } else if (writePiece(buffer) == 0) {
                    return false;
                }
            }
        } catch (IOException e) {
            end.reached(e);
            return true;
        }
    }

    /** The rest will not be written. */
    void fail(IOException reason) {
        end.reached(reason);
    }

    /** In pieces: the JDK copies what it is to write, all of it, to memory outside the heap. */
    private int writePiece(ByteBuffer buffer) throws IOException {
        int limit = buffer.limit();
        buffer.limit(Math.min(limit, buffer.position() + PIECE_BYTES));
        try {
            return channel.write(buffer);
        } finally {
            buffer.limit(limit);
        }
    }

    /** Told when all is written, or that the rest cannot be. */
    @FunctionalInterface
    public interface End {

        /** The last of the writing, on the thread of the meeting point. */
        void reached(@Nullable IOException error);
    }
}
