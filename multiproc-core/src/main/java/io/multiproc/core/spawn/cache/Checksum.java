package io.multiproc.core.spawn.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Tells a damaged archive from a sound one. The JVM maps archives without looking at all of their bytes, and crashes
 * over damaged ones.
 */
final class Checksum {

    private static final int BUFFER_BYTES = 1 << 20;

    private Checksum() {}

    /** Eight hexadecimal digits. */
    static String of(Path file) throws IOException {
        CRC32 sum = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(file)) {
            while (channel.read(buffer.clear()) >= 0) {
                sum.update(buffer.flip());
            }
        }
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
