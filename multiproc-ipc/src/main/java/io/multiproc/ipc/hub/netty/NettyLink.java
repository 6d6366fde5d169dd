package io.multiproc.ipc.hub.netty;

import io.multiproc.ipc.hub.Link;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open link: frames of any thread are queued, and written by the event loop in as few system calls as there are.
 *
 * <p>{@code scheduled} is set by the sender that finds it clear, who then schedules one run; the run clears it before
 * it takes the first frame, so a frame queued later finds it clear again and is never left behind.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which is what is listened to
final class NettyLink implements Link, Runnable {

    private static final int SMALL_FRAME_BYTES = 8 * 1024;
    private static final int BATCH_BYTES = 64 * 1024;

    private final Channel channel;
    private final Queue<byte[]> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    NettyLink(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void send(byte[] frame) {
        outgoing.add(frame);
        if (scheduled.compareAndSet(false, true)) {
            channel.eventLoop().execute(this);
        }
    }

    /** Writes all that is queued; on the event loop. */
    @Override
    public void run() {
        scheduled.set(false);
        ByteBuf batch = null;
        for (byte[] frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            if (batch != null && (frame.length > SMALL_FRAME_BYTES || batch.readableBytes() > BATCH_BYTES)) {
                channel.write(batch, channel.voidPromise());
                batch = null;
            }
            if (frame.length > SMALL_FRAME_BYTES) {
                channel.write(Unpooled.wrappedBuffer(frame), channel.voidPromise());
            } else {
                batch = (batch == null ? channel.alloc().directBuffer(1024) : batch).writeBytes(frame);
            }
        }
        if (batch != null) {
            channel.write(batch, channel.voidPromise());
        }
        channel.flush();
    }

    @Override
    public void close() {
        channel.close();
    }
}
