package io.multiproc.ipc.endpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** How a thread waits for its channel. */
abstract class Wait implements Closeable {

    final SocketChannel channel;

    private Wait(SocketChannel channel) {
        this.channel = channel;
    }

    /** Sleeps in the system call. */
    static Wait blocking(SocketChannel channel) {
        return new Blocking(channel);
    }

    /** Polls for some microseconds, yielding the processor in between, then sleeps in a selector. */
    static Wait spinning(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        return new Spinning(channel);
    }

    /**
     * Reads at least one byte, or gives -1 at the end.
     *
     * @param interrupted run when the thread is interrupted in its sleep, which goes on after that; or null
     */
    abstract int read(ByteBuffer target, @Nullable Runnable interrupted) throws IOException;

    /** Writes at least one byte. */
    abstract void write(ByteBuffer source) throws IOException;

    private static final class Blocking extends Wait {

        Blocking(SocketChannel channel) {
            super(channel);
        }

        @Override
        int read(ByteBuffer target, @Nullable Runnable interrupted) throws IOException {
            return channel.read(target);
        }

        @Override
        void write(ByteBuffer source) throws IOException {
            channel.write(source);
        }

        @Override
        public void close() {}
    }

    private static final class Spinning extends Wait {

        private static final long SPIN_NANOS = 50_000;

        private final Readiness readable;
        private final Readiness writable;

        Spinning(SocketChannel channel) {
            super(channel);
            readable = new Readiness(channel, SelectionKey.OP_READ);
            writable = new Readiness(channel, SelectionKey.OP_WRITE);
        }

        @Override
        int read(ByteBuffer target, @Nullable Runnable interrupted) throws IOException {
            int count = channel.read(target);
            if (count != 0) {
                return count;
            }
            long start = System.nanoTime();
            do {
                Thread.yield();
                count = channel.read(target);
                if (count != 0) {
                    return count;
                }
            } while (System.nanoTime() - start < SPIN_NANOS);
            while (count == 0) {
                if (readable.await() && interrupted != null) {
                    interrupted.run();
                }
                count = channel.read(target);
            }
            return count;
        }

        @Override
        void write(ByteBuffer source) throws IOException {
            while (channel.write(source) == 0) {
                boolean unused = writable.await(); // it was meant for a task, which may be over
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

        /** Returns early on an interrupt, which must not end the link, and tells so. */
        boolean await() throws IOException {
            Selector current = selector;
            try {
                if (current == null) {
                    current = Selector.open();
                    selector = current;
                    channel.register(current, operation);
                }
                current.select();
                current.selectedKeys().clear();
            } catch (ClosedSelectorException e) {
                throw new IOException("the link was closed while a thread waited on it", e);
            }
            return Thread.interrupted();
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
