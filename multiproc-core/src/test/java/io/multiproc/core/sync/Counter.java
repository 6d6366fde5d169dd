package io.multiproc.core.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A number in a mapped file that processes change without any care: it is right only if something else takes care. */
final class Counter {

    private final ByteBuffer memory;

    Counter(String file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
        }
    }

    long get() {
        return memory.getLong(0);
    }

    void set(long value) {
        memory.putLong(0, value);
    }
}
