package io.multiproc.core.queue;

import io.multiproc.core.current.AtExit;
import io.multiproc.core.current.CurrentProcess;
import io.multiproc.core.current.ExitPatience;
import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.endpoint.TimeLimit;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.pipe.Closing;
import io.multiproc.ipc.thread.NamedThreads;
import io.multiproc.ipc.time.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The link from a process that uses a queue to its owner, with the thread that reads it and the one that passes on what
 * is put. May be used by any thread.
 */
final class QueueLink {

    /** After a signal. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final String name;
    private final String owner;
    private final Path hub;
    private final Endpoint endpoint;
    private final Board board;
    private final Outbox outbox;
    private final AtExit.Registration atExit;
    private volatile boolean cancelled;
    private volatile boolean exiting;

    private QueueLink(QueueHandle handle, Endpoint endpoint, Board board) {
        this.name = handle.name();
        this.owner = "its owner, process " + handle.ownerName() + " (pid " + handle.ownerPid() + "),";
        this.hub = Path.of(handle.hub());
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
        TimeLimit limit = Silence.limit();
        Endpoint endpoint = null;
        try {
            LinkTicket ticket = new LinkTicket(handle.id(), handle.key());
            endpoint = Endpoint.connect(hub, ticket, LinkKind.QUEUE, limit);
            Frame first = endpoint.receive(limit);
            if (first == null || first.type() != FrameType.BOARD) {
                throw new EOFException("its owner has closed the link");
            }
            return new QueueLink(handle, endpoint, openBoard(hub, first.payload()));
        } catch (IOException e) {
            Closing.quietly(endpoint);
            throw e instanceof SocketTimeoutException
                    ? QueueErrors.ownerSilent(handle, e)
                    : QueueErrors.ownerGone(handle, e);
        } finally {
            limit.restoreInterrupt();
        }
    }

    void start(Receiver receiver) {
        outbox.send(QueueMessages.empty(FrameType.MAPPED));
        NamedThreads.daemon("multiproc-queue-feeder-" + name, outbox).start();
        NamedThreads.daemon("multiproc-queue-" + name, () -> read(receiver)).start();
    }

    Board board() {
        return board;
    }

    /** Opens one more board of the owner's. */
    Board openBoard(byte[] name) throws FrameException {
        try {
            return openBoard(hub, name);
        } catch (IOException e) {
            throw new FrameException("cannot open a board of queue '" + this.name + "': " + e.getMessage());
        }
    }

    private static Board openBoard(Path hub, byte[] name) throws IOException {
        return Board.open(hub.resolveSibling(new String(name, StandardCharsets.UTF_8)));
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
        Closing.quietly(endpoint);
    }

    /** At the end of this process. */
    private void exit() {
        exiting = true;
        try {
            if (!cancelled) {
                awaitLastWritten();
            }
            endpoint.stopReceiving();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log().log(Level.DEBUG, "the owner of queue '" + name + "' is gone", e);
        }
    }

    /** As long as the owner goes on reading. After a signal, which may come meanwhile, it must be quick. */
    private void awaitLastWritten() throws InterruptedException {
        long begun = System.nanoTime();
        long written = outbox.written();
        while (!outbox.awaitWritten(Deadline.after(LOOK))) {
            if (outbox.written() != written) {
                written = outbox.written();
                begun = System.nanoTime();
            }
            Duration patience = AtExit.isSignalled() ? PATIENCE : ExitPatience.duration();
            if (System.nanoTime() - begun >= patience.toNanos()) {
                System.err.println("multiproc: process '" + CurrentProcess.get().name() + "' ends although "
                        + outbox.waiting() + " bytes of what was put into queue '" + name
                        + "' have not been passed on: "
                        + owner + " has read nothing for " + patience.toSeconds()
                        + " s, and they are lost (" + ExitPatience.REMEDY + ")");
                return;
            }
        }
    }

    /** Not a constant: logging classes would cost every child's start, and there is seldom something to log. */
    private static Logger log() {
        return System.getLogger(QueueLink.class.getName());
    }
}
