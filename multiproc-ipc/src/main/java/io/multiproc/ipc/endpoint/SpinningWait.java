package io.multiproc.ipc.endpoint;

import io.multiproc.ipc.pipe.ChannelWait;
import io.multiproc.ipc.pipe.Step;
import io.multiproc.ipc.pipe.Wire;
import io.multiproc.ipc.ring.FrameRing;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Tries for some microseconds, yielding the processor in between, then sleeps in a selector. */
final class SpinningWait implements Wait {

    private static final int LOOKS_FOR_READ = 4;

    private final ByteChannel bytes;
    private final @Nullable Wire wire;
    private final ChannelWait readable;
    private final ChannelWait writable;

    private SpinningWait(SocketChannel channel, ByteChannel bytes, @Nullable Wire wire) throws IOException {
        channel.configureBlocking(false);
        this.bytes = bytes;
        this.wire = wire;
        this.readable = new ChannelWait(channel, SelectionKey.OP_READ);
        this.writable = new ChannelWait(channel, SelectionKey.OP_WRITE);
    }

    /**
     * The waits of a link.
     *
     * @param wire changes bytes on their way; null: nothing does
     */
    static SpinningWait of(SocketChannel channel, @Nullable Wire wire) throws IOException {
        return new SpinningWait(channel, wire == null ? channel : wire, wire);
    }

    @Override
    public int read(ByteBuffer target, @Nullable Patience patience, @Nullable FrameRing ring) throws IOException {
        Look look = new Look(target, ring);
        if (look.done() || readable.spin(look)) {
            return look.count;
        }
        if (ring == null) {
            return sleep(look, patience);
        }
        ring.lookAway();
        try {
            return sleep(look, patience);
        } finally {
            ring.look();
        }
    }

    private int sleep(Look look, @Nullable Patience patience) throws IOException {
        while (!look.both()) {
            sleep(readable, patience);
        }
        return look.count;
    }

    @Override
    public void write(ByteBuffer source, @Nullable Patience patience) throws IOException {
        while (source.hasRemaining()) {
            if (bytes.write(source) == 0) {
                sleep(writable, patience);
            }
        }
        if (wire != null) {
            while (!wire.flush()) {
                sleep(writable, patience);
            }
        }
    }

    @Override
    public void establish(@Nullable Patience patience) throws IOException {
        if (wire != null) {
            while (!wire.establish()) {
                sleep(readable, patience);
            }
        }
    }

    @Override
    public void close() throws IOException {
        readable.close();
        writable.close();
    }

    /**
     * May return early: on an interrupt, which must not end the link, or when the patience has ended and been renewed.
     */
    private static void sleep(ChannelWait wait, @Nullable Patience patience) throws IOException {
        long deadline = patience == null ? Deadline.NEVER : patience.deadline();
        if (patience != null && Deadline.isOver(deadline)) {
            patience.expired();
            return;
        }
        boolean interrupted = wait.sleep(deadline); // without patience it was meant for a task, which may be over
        if (interrupted && patience != null) {
            patience.interrupted();
        }
    }

    /** Looks for bytes in the socket, and beside it into the ring: there more often, since it costs no system call. */
    private final class Look implements Step {

        private final ByteBuffer target;
        private final @Nullable FrameRing ring;
        private int looks;
        private int count;

        Look(ByteBuffer target, @Nullable FrameRing ring) {
            this.target = target;
            this.ring = ring;
        }

        @Override
        public boolean done() throws IOException {
            if (ring == null) {
                count = bytes.read(target);
                return count != 0;
            }
            return !ring.isEmpty() || (++looks % LOOKS_FOR_READ == 0 && both());
        }

        /** The socket first: what came by the ring is older, and is taken before. */
        boolean both() throws IOException {
            count = bytes.read(target);
            return count != 0 || (ring != null && !ring.isEmpty());
        }
    }
}
