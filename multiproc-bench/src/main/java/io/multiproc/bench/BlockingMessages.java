package io.multiproc.bench;

import io.multiproc.ipc.codec.ObjectCodec;
import io.multiproc.ipc.codec.kryo.KryoCodec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Small objects over a blocking socket: encoded as ours are, and waited for in the kernel only. */
final class BlockingMessages {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final SocketChannel channel;
    private final ObjectCodec codec = new KryoCodec();
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private final ByteBuffer leaving = ByteBuffer.allocateDirect(BUFFER_BYTES);

    BlockingMessages(SocketChannel channel) {
        this.channel = channel;
    }

    void send(@Nullable Object object) throws IOException {
        byte[] message = codec.encode(object, 0);
        leaving.clear().putInt(message.length).put(message).flip();
        while (leaving.hasRemaining()) {
            channel.write(leaving);
        }
    }

    @Nullable
    Object receive() throws IOException {
        await(Integer.BYTES);
        byte[] message = new byte[arrived.getInt()];
        await(message.length);
        arrived.get(message);
        return codec.decode(message, 0, message.length);
    }

    private void await(int bytes) throws IOException {
        while (arrived.remaining() < bytes) {
            arrived.compact();
            int count = channel.read(arrived);
            arrived.flip();
            if (count < 0) {
                throw new EOFException("the other side has enough");
            }
        }
    }
}
