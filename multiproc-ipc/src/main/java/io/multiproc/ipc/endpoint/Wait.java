package io.multiproc.ipc.endpoint;

import io.multiproc.ipc.pipe.Wire;
import io.multiproc.ipc.ring.FrameRing;
import io.multiproc.ipc.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** How a thread waits for its channel. */
abstract class Wait implements Closeable {

    final ByteChannel bytes;

    private Wait(ByteChannel bytes) {
        this.bytes = bytes;
    }

    /** Sleeps in the system call. */
    static Wait blocking(SocketChannel channel) {
        return new Blocking(channel);
    }

    /** Polls for some microseconds, yielding the processor in between, then sleeps in a selector. */
    static Wait spinning(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        return new Spinning(channel, channel, null);
    }

    /** The same for bytes that are changed on their way. */
    static Wait spinning(SocketChannel channel, Wire wire) throws IOException {
        channel.configureBlocking(false);
        return new Spinning(channel, wire, wire);
    }

    /**
     * Reads at least one byte, or gives -1 at the end.
     *
     * @param patience null: for ever, and an interrupt is lost
     * @param ring ends the waiting when it is not empty: the result is 0 then; or null
     */
    abstract int read(ByteBuffer target, @Nullable Patience patience, @Nullable FrameRing ring) throws IOException;

    /** Writes all bytes. */
    abstract void write(ByteBuffer source, @Nullable Patience patience) throws IOException;

    /** Does what comes before the first byte. */
    abstract void establish(@Nullable Patience patience) throws IOException;

    private static final class Blocking extends Wait {

        Blocking(SocketChannel channel) {
            super(channel);
        }

        @Override
        int read(ByteBuffer target, @Nullable Patience patience, @Nullable FrameRing ring) throws IOException {
            return bytes.read(target);
        }

        @Override
        void write(ByteBuffer source, @Nullable Patience patience) throws IOException {
            while (source.hasRemaining()) {
                bytes.write(source);
            }
        }

        @Override
        void establish(@Nullable Patience patience) {}

        @Override
        public void close() {}
    }

    private static final class Spinning extends Wait {

        private static final long SPIN_NANOS = 50_000;
        private static final int LOOKS_FOR_READ = 4;

        private final Readiness readable;
        private final Readiness writable;
        private final @Nullable Wire wire;

        Spinning(SocketChannel channel, ByteChannel bytes, @Nullable Wire wire) {
            super(bytes);
            this.wire = wire;
            readable = new Readiness(channel, SelectionKey.OP_READ);
            writable = new Readiness(channel, SelectionKey.OP_WRITE);
        }

        @Override
        int read(ByteBuffer target, @Nullable Patience patience, @Nullable FrameRing ring) throws IOException {
            if (ring != null) {
                return readBeside(ring, target, patience);
            }
            int count = bytes.read(target);
            if (count != 0) {
                return count;
            }
            long start = System.nanoTime();
            do {
                Thread.yield();
                count = bytes.read(target);
                if (count != 0) {
                    return count;
                }
            } while (System.nanoTime() - start < SPIN_NANOS);
            while (count == 0) {
                readable.await(patience);
                count = bytes.read(target);
            }
            return count;
        }

        private int readBeside(FrameRing ring, ByteBuffer target, @Nullable Patience patience) throws IOException {
            long start = System.nanoTime();
            int looks = 0;
            do {
                if (!ring.isEmpty()) {
                    return 0;
                }
                int count = ++looks % LOOKS_FOR_READ == 0 ? bytes.read(target) : 0; // which is a system call
                if (count != 0) {
                    return count;
                }
                Thread.yield();
            } while (System.nanoTime() - start < SPIN_NANOS);
            ring.lookAway();
            try {
                int count = bytes.read(target);
                while (count == 0 && ring.isEmpty()) {
                    readable.await(patience);
                    count = bytes.read(target);
                }
                return count;
            } finally {
                ring.look();
            }
        }

        @Override
        void write(ByteBuffer source, @Nullable Patience patience) throws IOException {
            while (source.hasRemaining()) {
                if (bytes.write(source) == 0) {
                    writable.await(patience);
                }
            }
            if (wire != null) {
                while (!wire.flush()) {
                    writable.await(patience);
                }
            }
        }

        @Override
        void establish(@Nullable Patience patience) throws IOException {
            if (wire != null) {
                while (!wire.establish()) {
                    readable.await(patience);
                }
            }
        }

        @Override
        public void close() throws IOException {
            readable.close();
            writable.close();
        }
    }

    /**
     * Where one thread sleeps until the channel is ready for one operation. Reading and writing have one each: the thread
     * that waits for a frame must not keep another from sending.
     */
    private static final class Readiness implements Closeable {

        private final SocketChannel channel;
        private final int operation;
        private volatile @Nullable Selector selector;

        Readiness(SocketChannel channel, int operation) {
            this.channel = channel;
            this.operation = operation;
        }

        /** May return early: on an interrupt, which must not end the link, or when the patience has ended and been renewed. */
        void await(@Nullable Patience patience) throws IOException {
            long deadline = patience == null ? Deadline.NEVER : patience.deadline();
            if (patience != null && Deadline.isOver(deadline)) {
                patience.expired();
                return;
            }
            Selector current = selector;
            try {
                if (current == null) {
                    current = Selector.open();
                    selector = current;
                    channel.register(current, operation);
                }
                current.select(deadline == Deadline.NEVER ? 0 : Deadline.remainingMillis(deadline));
                current.selectedKeys().clear();
            } catch (ClosedSelectorException e) {
                throw new IOException("the link was closed while a thread waited on it", e);
            }
            boolean interrupted = Thread.interrupted(); // without patience it was meant for a task, which may be over
            if (interrupted && patience != null) {
                patience.interrupted();
            }
        }

        @Override
        public void close() throws IOException {
            Selector current = selector;
            if (current != null) {
                current.close();
            }
        }
    }
}
