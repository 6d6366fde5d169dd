package io.multiproc.ipc.pipe;

import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread at a time waits for a channel to be ready for one operation: it tries for some microseconds, yielding the
 * processor in between, then sleeps in a selector. Any thread may wake it or close this.
 */
final class ChannelWait {

    private static final long SPIN_NANOS = 50_000;

    private static final String INTERRUPTED = "interrupted while waiting on a connection";

    private final SocketChannel channel;
    private final int operation;
    private volatile @Nullable Selector selector;
    private volatile boolean closed;

    ChannelWait(SocketChannel channel, int operation) {
        this.channel = channel;
        this.operation = operation;
    }

    /**
     * Tries the step until it is done.
     *
     * @param deadline in the terms of {@link System#nanoTime}; {@link Deadline#NEVER} to wait for ever
     * @return false: the time is over
     */
    boolean until(Step step, long deadline) throws IOException, InterruptedException {
        if (step.done()) {
            return true;
        }
        if (Deadline.isOver(deadline)) {
            return false;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException(INTERRUPTED);
        }
        return spin(step) || sleep(step, deadline);
    }

    /** Has the waiting thread try its step once more. */
    void wake() {
        Selector current = selector;
        if (current != null) {
            current.wakeup();
        }
    }

    void close() throws IOException {
        closed = true;
        Selector current = selector;
        if (current != null) {
            current.close();
        }
    }

    private static boolean spin(Step step) throws IOException {
        long start = System.nanoTime();
        do {
            Thread.yield();
            if (step.done()) {
                return true;
            }
        } while (System.nanoTime() - start < SPIN_NANOS);
        return false;
    }

    private boolean sleep(Step step, long deadline) throws IOException, InterruptedException {
        try {
            Selector current = open();
            while (!step.done()) {
                if (Deadline.isOver(deadline)) {
                    return false;
                }
                current.select(deadline == Deadline.NEVER ? 0 : Deadline.remainingMillis(deadline));
                current.selectedKeys().clear();
                if (Thread.interrupted()) {
                    throw new InterruptedException(INTERRUPTED);
                }
            }
            return true;
        } catch (ClosedSelectorException e) {
            throw new IOException("the connection was closed while a thread waited on it", e);
        }
    }

    private Selector open() throws IOException {
        Selector current = selector;
        if (current == null) {
            current = Selector.open();
            channel.register(current, operation);
            selector = current;
            if (closed) {
                current.close();
            }
        }
        return current;
    }
}
