package io.multiproc.ipc.pipe;

import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.ring.ByteRing;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The memory through which the bytes of long messages come, once the writer has told of it. */
final class IncomingMemory {

    private @Nullable ByteRing ring;

    /** Reads the announcement, and maps the memory; false if not all of it has arrived. */
    boolean learn(Arrivals arrivals) throws IOException {
        if (!arrivals.holds(Piece.ANNOUNCEMENT_BYTES)) {
            return false;
        }
        ByteBuffer input = arrivals.bytes();
        int count = Short.toUnsignedInt(input.getShort(input.position() + Piece.HEAD_BYTES));
        if (count > Piece.LONGEST_NAME_BYTES) {
            throw new FrameException("not the name of a file: length=" + count + ", limit=" + Piece.LONGEST_NAME_BYTES);
        }
        if (!arrivals.holds(Piece.ANNOUNCEMENT_BYTES + count)) {
            return false;
        }
        byte[] name = new byte[count];
        input.position(input.position() + Piece.ANNOUNCEMENT_BYTES).get(name);
        attach(new String(name, StandardCharsets.UTF_8));
        return true;
    }

    /** Where that cannot be done the writer does not hear that it was, and sends all through the socket. */
    private void attach(String file) {
        try {
            ring = ByteRing.attach(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            System.getLogger(IncomingMemory.class.getName())
                    .log(Level.DEBUG, "long messages come through the socket: cannot map " + file, e);
        }
    }

    /** Takes the next bytes. */
    void take(byte[] target, int offset, int count) throws FrameException {
        ByteRing current = ring;
        if (current == null || count > current.size()) {
            throw new FrameException("a piece is said to be in memory where it cannot be: length=" + count + ", memory="
                    + (current == null ? 0 : current.size()));
        }
        current.take(target, offset, count);
    }
}
