package io.multiproc.core.queue;

import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.time.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The link from a process that uses a queue to its owner, with the thread that reads it and the one that passes on what is
 * put. May be used by any thread.
 */
final class QueueLink {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final Endpoint endpoint;
    private final Board board;
    private final Outbox outbox;
    private final AtExit.Registration atExit;
    private volatile boolean cancelled;
    private volatile boolean exiting;

    private QueueLink(String name, Endpoint endpoint, Board board) {
        this.name = name;
        this.endpoint = endpoint;
        this.board = board;
        this.outbox = new Outbox(endpoint, this::passedOn);
        this.atExit = AtExit.register(AtExit.QUEUES, this::exit);
    }

    /** Takes what the owner sends; called by the thread that reads. */
    interface Receiver {

        void take(Frame frame) throws FrameException;

        /** The owner is gone, or what it sends makes no sense; the last call. */
        void lost(IOException reason);
    }

    /** Opens a link; nothing is read from it yet. */
    static QueueLink open(QueueHandle handle) {
        Path hub = Path.of(handle.hub());
        Endpoint endpoint = null;
        try {
            endpoint = Endpoint.connect(hub, new LinkTicket(handle.id(), handle.key()), LinkKind.QUEUE);
            Frame first = endpoint.receive();
            if (first == null || first.type() != FrameType.BOARD) {
                throw new EOFException("its owner has closed the link");
            }
            Board board = Board.open(hub.resolveSibling(new String(first.payload(), StandardCharsets.UTF_8)));
            return new QueueLink(handle.name(), endpoint, board);
        } catch (IOException e) {
            closeQuietly(endpoint);
            throw QueueErrors.ownerGone(handle, e);
        }
    }

    void start(Receiver receiver) {
        outbox.send(QueueMessages.empty(FrameType.MAPPED));
        startThread(outbox, "multiproc-queue-feeder-" + name);
        startThread(() -> read(receiver), "multiproc-queue-" + name);
    }

    Board board() {
        return board;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Closes the link when all is passed on. */
    void close() {
        outbox.close();
    }

    void awaitPassedOn() throws InterruptedException {
        if (!cancelled) {
            boolean unused = outbox.awaitWritten(Deadline.NEVER);
        }
    }

    void cancelPassingOn() {
        cancelled = true;
    }

    private void read(Receiver receiver) {
        IOException reason = new EOFException("it has ended");
        try {
            for (Frame frame = endpoint.receive(); frame != null; frame = endpoint.receive()) {
                receiver.take(frame);
            }
        } catch (IOException e) {
            reason = e;
        }
        if (!exiting) {
            receiver.lost(reason);
            outbox.fail(reason);
            outbox.close();
        }
    }

    /** Closed here, and all is passed on, or the link has failed. */
    private void passedOn() {
        atExit.cancel();
        closeQuietly(endpoint);
    }

    /** At the end of this process. */
    private void exit() {
        exiting = true;
        try {
            if (!cancelled) {
                boolean unused = outbox.awaitWritten(AtExit.isSignalled() ? Deadline.after(PATIENCE) : Deadline.NEVER);
            }
            endpoint.stopReceiving();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log().log(Level.DEBUG, "the owner of queue '" + name + "' is gone", e);
        }
    }

    private static void startThread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(@Nullable Endpoint endpoint) {
        try {
            if (endpoint != null) {
                endpoint.close();
            }
        } catch (IOException e) {
            log().log(Level.DEBUG, "a link was not closed", e);
        }
    }

    /** Not a constant: logging classes would cost every child's start, and there is seldom something to log. */
    private static Logger log() {
        return System.getLogger(QueueLink.class.getName());
    }
}
