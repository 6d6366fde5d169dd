package io.multiproc.ipc.endpoint;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** Reads at least one byte, or gives -1 at the end. */
    abstract int read(ByteBuffer target) throws IOException;

    /** Writes at least one byte. */
    abstract void write(ByteBuffer source) throws IOException;

    private static final class Blocking extends Wait {

        Blocking(SocketChannel channel) {
            super(channel);
        }

        @Override
        int read(ByteBuffer target) throws IOException {
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

        private @Nullable Selector selector;

        Spinning(SocketChannel channel) {
            super(channel);
        }

        @Override
        int read(ByteBuffer target) throws IOException {
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
                sleepUntil(SelectionKey.OP_READ);
                count = channel.read(target);
            }
            return count;
        }

        @Override
        void write(ByteBuffer source) throws IOException {
            while (channel.write(source) == 0) {
                sleepUntil(SelectionKey.OP_WRITE);
            }
        }

        /** An interrupt must not end the link: it was meant for a task, which may be over. */
        private void sleepUntil(int operation) throws IOException {
            Selector current = selector;
            if (current == null) {
                current = Selector.open();
                selector = current;
                channel.register(current, operation);
            }
            channel.keyFor(current).interestOps(operation);
            current.select();
            current.selectedKeys().clear();
            boolean unused = Thread.interrupted();
        }

        @Override
        public void close() throws IOException {
            if (selector != null) {
                selector.close();
            }
        }
    }
}
