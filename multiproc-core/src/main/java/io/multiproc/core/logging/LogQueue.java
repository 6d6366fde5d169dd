package io.multiproc.core.logging;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * Frames on their way from the threads that log to the parent; bounded at both ends.
 *
 * <p>At most {@link #CAPACITY_BYTES} wait here, and at most {@link #WINDOW_BYTES} are sent that the parent has not
 * published: so neither this process nor the parent can be filled with records, and a link to a parent that reads is
 * never full. What finds no room is dropped after a short wait, and counted; while records are being dropped nobody
 * waits.
 */
final class LogQueue {

    static final int CAPACITY_BYTES = 256 * 1024;
    static final int WINDOW_BYTES = 256 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final LongFunction<byte[]> report;
    private final int overhead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private int queuedBytes;
    private int sentBytes;
    private long dropped;
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param report makes the frame that tells how many were dropped
     * @param overhead bytes of a frame that are not payload
     */
    LogQueue(LongFunction<byte[]> report, int overhead) {
        this.report = report;
        this.overhead = overhead;
    }

    /** Adds a frame if there is room, or will be soon. */
    void offer(byte[] frame) {
        lock.lock();
        try {
            if (!closed && awaitRoom(frame.length)) {
                reportDropped();
                add(frame);
            } else {
                dropped++;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitRoom(int length) {
        long left = dropped > 0 ? 0 : PATIENCE_NANOS;
        boolean interrupted = false;
        while (queuedBytes + length > CAPACITY_BYTES && left > 0 && !closed) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                interrupted = true; // the program's, not ours: it is not waited any longer
                left = 0;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !closed && queuedBytes + length <= CAPACITY_BYTES;
    }

    private void reportDropped() {
        if (dropped > 0) {
            long count = dropped;
            dropped = 0;
            add(report.apply(count));
        }
    }

    private void add(byte[] frame) {
        frames.add(frame);
        queuedBytes += frame.length;
        changed.signalAll();
    }

    /** The next frame to send, waiting for it, and for the parent to have taken enough of those before. */
    byte[] take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (frames.isEmpty() || (sentBytes > 0 && sentBytes + frames.element().length > WINDOW_BYTES)) {
                changed.await();
            }
            byte[] frame = frames.remove();
            queuedBytes -= frame.length;
            sentBytes += frame.length - overhead;
            changed.signalAll();
            return frame;
        } finally {
            lock.unlock();
        }
    }

    /** The parent has published that many bytes of payload. */
    void taken(int bytes) {
        lock.lock();
        try {
            sentBytes -= bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody is left who would take anything. */
    void abandon() {
        lock.lock();
        try {
            closed = true;
            frames.clear();
            sentBytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses further frames, and waits until the parent has taken all that there are.
     *
     * @return whether it has
     */
    boolean finish(long timeoutNanos) {
        lock.lock();
        try {
            if (!closed) {
                reportDropped();
                closed = true;
            }
            changed.signalAll();
            long left = timeoutNanos;
            while ((!frames.isEmpty() || sentBytes > 0) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return frames.isEmpty() && sentBytes == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
