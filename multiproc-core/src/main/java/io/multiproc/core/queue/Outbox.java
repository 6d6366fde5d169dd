package io.multiproc.core.queue;

import io.multiproc.core.queue.Batches.Batch;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What a process has put and not yet passed on, and the thread that passes it on: Python's feeder thread.
 *
 * <p>What comes while the thread writes goes together in its next message, so elements that come fast share one, and a
 * single one leaves at once. All else that is sent on the link goes the same way, and so keeps its place among them.
 * Guarded by itself.
 */
final class Outbox implements Runnable {

    private static final int MOST_WAITING = 1 << 20;
    private static final byte[] NUDGE = QueueMessages.empty(FrameType.TAKEN);

    private final Endpoint link;
    private final Runnable ended;
    private final Batches batches = new Batches();
    private long written;
    private boolean writing;
    private boolean asleep;
    private boolean closed;
    private @Nullable IOException failure;
    private volatile boolean filled;
    private volatile boolean nudge;

    /**
     * An outbox whose thread is not running yet.
     *
     * @param ended called by the thread at its end, when all is written or the link has failed
     */
    Outbox(Endpoint link, Runnable ended) {
        this.link = link;
        this.ended = ended;
    }

    /**
     * Waits until the link has caught up, if it is far behind, or will not any more.
     *
     * @return false if it has not in time
     */
    synchronized boolean awaitRoom(long deadline) throws InterruptedException {
        while (waiting() > MOST_WAITING && failure == null && !closed) {
            if (Deadline.isOver(deadline)) {
                return false;
            }
            wait(Deadline.remainingMillis(deadline));
        }
        return true;
    }

    /** Takes an element. */
    synchronized void put(byte[] element) {
        batches.addElement(element);
        wake();
    }

    /** Takes a message. */
    synchronized void send(byte[] frame) {
        batches.addFrame(frame);
        wake();
    }

    /** Lets the owner know, once, that elements were taken since it was told last. */
    void nudge() {
        if (!nudge) {
            nudge = true;
            synchronized (this) {
                wake();
            }
        }
    }

    /** Takes no more; the thread ends when all is written. */
    synchronized void close() {
        closed = true;
        filled = true;
        notifyAll(); // also those who wait for room
    }

    /** Waits until all is written, or cannot be. */
    synchronized boolean awaitWritten(long deadline) throws InterruptedException {
        while (failure == null && (writing || !batches.isEmpty())) {
            if (Deadline.isOver(deadline)) {
                return false;
            }
            wait(Deadline.remainingMillis(deadline));
        }
        return true;
    }

    /** How many messages have been written. */
    synchronized long written() {
        return written;
    }

    /** How many bytes have not been written. */
    synchronized long waiting() {
        return batches.unwritten();
    }

    /** Nothing that is written will arrive any more. */
    synchronized void fail(IOException reason) {
        if (failure == null) {
            failure = reason;
            batches.clear();
            notifyAll();
        }
    }

    @Override
    public void run() {
        try {
            for (Batch next = take(); next != null; next = take()) {
                link.send(next.bytes(), next.length());
                written(next);
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            ended.run();
        }
    }

    private @Nullable Batch take() {
        Spin.until(() -> filled || nudge);
        synchronized (this) {
            while (true) {
                if (nudge) {
                    nudge = false;
                    send(NUDGE);
                }
                filled = false;
                if (failure != null) {
                    return null;
                }
                Batch batch = batches.poll();
                if (batch != null) {
                    writing = true;
                    filled = !batches.isEmpty();
                    return batch;
                }
                if (closed) {
                    return null;
                }
                asleep = true;
                try {
                    wait();
                } catch (InterruptedException e) {
                    log().log(Level.DEBUG, "somebody interrupts a thread that is not theirs", e);
                }
                asleep = false;
            }
        }
    }

    private synchronized void written(Batch batch) {
        writing = false;
        written++;
        batches.written(batch);
        notifyAll();
    }

    private static Logger log() {
        return System.getLogger(Outbox.class.getName());
    }

    private void wake() {
        filled = true;
        if (asleep) {
            notifyAll();
        }
    }
}
