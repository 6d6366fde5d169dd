package io.multiproc.core.sync;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A number in a mapped file that processes change without any care: it is right only if something else takes care. */
final class Counter {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Of a file, from the first moment on: room for more counters than there are. */
    private static final int FILE_BYTES = 4096;

    private final ByteBuffer memory;

    Counter(String file) throws IOException {
        this(file, 0);
    }

    /** One of several in a file. */
    Counter(String file, int index) throws IOException {
        try (FileChannel channel = FileChannel.open(
                Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // else mapping would lengthen it, and one that had found it short would cut it where another already counts
            channel.write(ByteBuffer.allocate(1), FILE_BYTES - 1);
            long position = (long) index * Long.BYTES;
            memory = channel.map(FileChannel.MapMode.READ_WRITE, position, Long.BYTES)
                    .order(ByteOrder.nativeOrder());
        }
    }

    long get() {
        return memory.getLong(0);
    }

    void set(long value) {
        memory.putLong(0, value);
    }

    /** For those who look without the care of others. */
    long look() {
        return (long) LONGS.getVolatile(memory, 0);
    }

    /** For those who look. */
    void show(long value) {
        LONGS.setVolatile(memory, 0, value);
    }

    void addOne() {
        set(get() + 1);
    }
}
