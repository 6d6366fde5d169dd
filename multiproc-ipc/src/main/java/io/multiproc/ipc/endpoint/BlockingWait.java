package io.multiproc.ipc.endpoint;

import io.multiproc.ipc.ring.FrameRing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Sleeps in the system call. */
final class BlockingWait implements Wait {

    private final SocketChannel channel;

    BlockingWait(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer target, @Nullable Patience patience, @Nullable FrameRing ring) throws IOException {
        return channel.read(target);
    }

    @Override
    public void write(ByteBuffer source, @Nullable Patience patience) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    @Override
    public void establish(@Nullable Patience patience) {}

    @Override
    public void close() {}
}
