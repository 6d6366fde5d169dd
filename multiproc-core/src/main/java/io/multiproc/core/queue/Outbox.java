package io.multiproc.core.queue;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a process has put and not yet passed on, and the thread that passes it on: Python's feeder thread.
 *
 * <p>What comes while the thread writes goes together in its next message, so elements that come fast share one, and a
 * single one leaves at once. All else that is sent on the link goes the same way, and so keeps its place among them.
 * Guarded by itself.
 */
final class Outbox implements Runnable {

    private static final int BATCH_BYTES = 64 * 1024;
    private static final int SMALL_BYTES = 8 * 1024;
    private static final int MOST_WAITING = 1 << 20;
    private static final byte[] NUDGE = QueueMessages.empty(FrameType.TAKEN);

    private final Endpoint link;
    private final Runnable ended;
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private byte[] buffer = new byte[BATCH_BYTES];
    private byte @Nullable [] spare = new byte[BATCH_BYTES];
    private int length;
    private int openFrame = -1;
    /** Bytes in pieces that are not written, the one that is being written included. */
    private long queued;

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

    /** Some bytes to be written. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    private record Piece(byte[] bytes, int length) {}

    /**
     * Waits until the link has caught up, if it is far behind.
     *
     * @return false if it has not in time
     */
    synchronized boolean awaitRoom(long deadline) throws InterruptedException {
        while (waiting() > MOST_WAITING && failure == null) {
            if (Deadline.isOver(deadline)) {
                return false;
            }
            wait(Deadline.remainingMillis(deadline));
        }
        return true;
    }

    /** Takes an element. */
    synchronized void put(byte[] element) {
        int size = element.length - FrameDescriptor.HEADER_BYTES;
        if (size <= SMALL_BYTES) {
            makeRoom(FrameDescriptor.HEADER_BYTES + size);
            if (openFrame < 0) {
                openFrame = length;
                length += FrameDescriptor.HEADER_BYTES;
            }
            System.arraycopy(element, FrameDescriptor.HEADER_BYTES, buffer, length, size);
            length += size;
        } else {
            closeBuffer();
            add(new Piece(FrameDescriptor.seal(element, FrameType.PUT, 0), element.length));
        }
        wake();
    }

    /** Takes a message. */
    synchronized void send(byte[] frame) {
        closeFrame();
        makeRoom(frame.length);
        System.arraycopy(frame, 0, buffer, length, frame.length);
        length += frame.length;
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
        wake();
    }

    /** Waits until all is written, or cannot be. */
    synchronized boolean awaitWritten(long deadline) throws InterruptedException {
        while (failure == null && (writing || length > 0 || !pieces.isEmpty())) {
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
        return queued + length;
    }

    /** Nothing that is written will arrive any more. */
    synchronized void fail(IOException reason) {
        if (failure == null) {
            failure = reason;
            pieces.clear();
            queued = 0;
            length = 0;
            openFrame = -1;
            notifyAll();
        }
    }

    @Override
    public void run() {
        try {
            for (Piece next = take(); next != null; next = take()) {
                link.send(next.bytes(), next.length());
                written(next);
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            ended.run();
        }
    }

    private @Nullable Piece take() {
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
                Piece piece = pieces.poll();
                if (piece == null && length > 0) {
                    piece = takeBuffer();
                    queued += piece.length();
                }
                if (piece != null) {
                    writing = true;
                    filled = !pieces.isEmpty();
                    return piece;
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

    private synchronized void written(Piece piece) {
        writing = false;
        written++;
        queued = Math.max(0, queued - piece.length());
        if (spare == null && piece.bytes().length == BATCH_BYTES) {
            spare = piece.bytes();
        }
        notifyAll();
    }

    private Piece takeBuffer() {
        closeFrame();
        Piece piece = new Piece(buffer, length);
        buffer = spare != null ? spare : new byte[BATCH_BYTES];
        spare = null;
        length = 0;
        return piece;
    }

    private void makeRoom(int size) {
        if (length + size > buffer.length) {
            closeBuffer();
        }
    }

    private void closeBuffer() {
        if (length > 0) {
            add(takeBuffer());
        }
    }

    private void add(Piece piece) {
        pieces.add(piece);
        queued += piece.length();
    }

    private void closeFrame() {
        if (openFrame >= 0) {
            FrameDescriptor.seal(buffer, openFrame, length, FrameType.PUT, 0);
            openFrame = -1;
        }
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
