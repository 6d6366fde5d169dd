package io.multiproc.ipc.pipe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Layout of the pieces that make up the payload of a PIECES frame, whose header has the length of the message. Each
 * begins with four bytes:
 *
 * <pre>
 *   n &gt; 0   n bytes of the message follow
 *   n &lt; 0   the next -n bytes of the message are in memory, and nothing follows here
 *   0       no bytes of the message: name of the file that is the memory from now on: length (2), UTF-8
 * </pre>
 */
final class Piece {

    static final int ANNOUNCEMENT = 0;

    static final int HEAD_BYTES = Integer.BYTES;

    /** Of an announcement, before the name. */
    static final int ANNOUNCEMENT_BYTES = HEAD_BYTES + Short.BYTES;

    /** As Linux has it. */
    static final int LONGEST_NAME_BYTES = 4096;

    private Piece() {}

    static void putInline(ByteBuffer target, int bytes) {
        target.putInt(bytes);
    }

    static void putInMemory(ByteBuffer target, int bytes) {
        target.putInt(-bytes);
    }

    static void putAnnouncement(ByteBuffer target, Path file) {
        byte[] name = file.toString().getBytes(StandardCharsets.UTF_8);
        target.putInt(ANNOUNCEMENT).putShort((short) name.length).put(name);
    }
}
