package io.multiproc.ipc.pipe;

import io.multiproc.ipc.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where one thread at a time waits for a channel to be ready for one operation: it tries for some microseconds,
 * yielding the processor in between, then sleeps in a selector. Any thread may wake it or close this. Reading and
 * writing have one each: who waits for bytes must not keep another from sending.
 */
public final class ChannelWait implements Closeable {

    private static final long SPIN_NANOS = 50_000;

    private static final String INTERRUPTED = "interrupted while waiting on a connection";

    private final SocketChannel channel;
    private final int operation;
    private volatile @Nullable Selector selector;
    private volatile boolean closed;

    /**
     * Nobody waits yet.
     *
     * @param channel non-blocking
     * @param operation as in {@link java.nio.channels.SelectionKey}
     */
    public ChannelWait(SocketChannel channel, int operation) {
        this.channel = channel;
        this.operation = operation;
    }

    /**
     * Tries the step until it is done.
     *
     * @param deadline in the terms of {@link System#nanoTime}; {@link Deadline#NEVER} to wait for ever
     * @return false: the time is over
     */
    public boolean until(Step step, long deadline) throws IOException, InterruptedException {
        return step.done() || untilLater(step, deadline);
    }

    /** As {@link #until}, for who has tried the step once, or does not expect it to be done and has no time limit. */
    boolean untilLater(Step step, long deadline) throws IOException, InterruptedException {
        if (Deadline.isOver(deadline)) {
            return false;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException(INTERRUPTED);
        }
        return spin(step) || sleep(step, deadline);
    }

    /** Has the waiting thread try its step once more. */
    public void wake() {
        Selector current = selector;
        if (current != null) {
            current.wakeup();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        Selector current = selector;
        if (current != null) {
            current.close();
        }
    }

    /** Tries the step for some microseconds; for who has tried it once. */
    public boolean spin(Step step) throws IOException {
        long start = System.nanoTime();
        do {
            Thread.yield();
            if (step.done()) {
                return true;
            }
        } while (System.nanoTime() - start < SPIN_NANOS);
        return false;
    }

    /**
     * Sleeps until the channel is ready, or the time is over, or somebody wakes or interrupts the thread.
     *
     * @param deadline as in {@link Deadline}
     * @return whether the thread was interrupted; it is so no more
     */
    public boolean sleep(long deadline) throws IOException {
        try {
            Selector current = open();
            current.select(deadline == Deadline.NEVER ? 0 : Deadline.remainingMillis(deadline));
            current.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            throw new IOException("the connection was closed while a thread waited on it", e);
        }
        return Thread.interrupted();
    }

    private boolean sleep(Step step, long deadline) throws IOException, InterruptedException {
        open(); // so that who wakes this thread from now on finds where it sleeps
        while (!step.done()) {
            if (Deadline.isOver(deadline)) {
                return false;
            }
            if (sleep(deadline)) {
                throw new InterruptedException(INTERRUPTED);
            }
        }
        return true;
    }

    private Selector open() throws IOException {
        Selector current = selector;
        if (current == null) {
            current = Selector.open();
            try {
                channel.register(current, operation);
            } catch (IOException e) { // the channel was closed meanwhile
                current.close();
                throw e;
            }
            selector = current;
            if (closed) {
                current.close();
            }
        }
        return current;
    }
}
