package io.multiproc.ipc.listener;

import io.multiproc.ipc.frame.ExactFrames;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.PeerHandshake;
import io.multiproc.ipc.pipe.Closing;
import io.multiproc.ipc.pipe.MessageChannel;
import io.multiproc.ipc.pipe.Wire;
import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that has not proved its key yet. Used by the listener's thread. */
final class Guest {

    private final SocketChannel socket;
    private final @Nullable SocketAddress address;
    private final PeerSettings settings;
    private final PeerHandshake.Challenger challenger;
    private final long deadline;

    /** Null until a client that is to encrypt has said something: one that is silent costs next to nothing. */
    private @Nullable Wire wire;

    private @Nullable ExactFrames frames;
    private ByteBuffer outgoing;
    private boolean proved;

    Guest(SocketChannel socket, @Nullable SocketAddress address, PeerSettings settings) {
        this.socket = socket;
        this.address = address;
        this.settings = settings;
        this.deadline = Deadline.after(settings.patience());
        this.challenger = new PeerHandshake.Challenger(settings.authkey());
        this.outgoing = frame(FrameType.CHALLENGE, challenger.challenge());
        if (settings.tls() == null) {
            wire = new PlainWire(socket);
        }
    }

    SocketChannel socket() {
        return socket;
    }

    @Nullable
    SocketAddress address() {
        return address;
    }

    boolean isOverdue() {
        return Deadline.isOver(deadline);
    }

    /**
     * Whether there is something to be written that the socket did not take: not while bytes of the client are needed
     * first.
     */
    boolean wantsToWrite() throws IOException {
        Wire current = wire;
        boolean ready = current != null && outgoing.hasRemaining() && current.establish(); // which may write, too
        return ready || (current != null && !current.flush());
    }

    /** Says what the listener says first, if that may be done before the client has said something. */
    void welcome() throws IOException {
        if (wire != null) {
            write(wire);
        }
    }

    /**
     * Goes on as far as it goes without waiting.
     *
     * @return true: the key is proved, and the client knows it
     * @throws HandshakeException if the client does not prove the key
     * @throws IOException if it is gone, or no client of ours
     */
    boolean advance() throws IOException {
        Wire current = wire;
        Tls tls = settings.tls();
        if (current == null && tls != null) {
            current = tls.accepted(socket);
            wire = current;
        }
        if (current == null) {
            throw new IllegalStateException("neither plain nor encrypted");
        }
        if (!write(current)) {
            return false;
        }
        if (!proved) {
            Frame frame = frames(current).next();
            if (frame == null) {
                return false;
            }
            if (frame.type() != FrameType.ANSWER) {
                throw new HandshakeException("the client sent something else than an answer: type=" + frame.type());
            }
            outgoing = frame(FrameType.WELCOME, challenger.welcome(frame.payload()));
            proved = true;
        }
        return write(current);
    }

    /** The connection, after {@link #advance}. */
    Peer peer() {
        Wire proven = wire;
        if (proven == null || !proved) {
            throw new IllegalStateException("the key is not proved");
        }
        return new Peer(new MessageChannel(socket, proven, settings.limit()), address);
    }

    /** Tells the client why it is not let in, if the socket takes that at once, and closes. */
    void refuse(String reason) {
        try {
            Wire current = wire;
            if (current != null && !outgoing.hasRemaining()) {
                outgoing = frame(FrameType.REFUSED, reason.getBytes(StandardCharsets.UTF_8));
                write(current);
            }
        } catch (IOException e) {
            log("a client that was not let in is gone already", e);
        }
        close();
    }

    /** Why a client is not let in, as it is told. */
    static HandshakeException explained(Exception reason) {
        if (reason instanceof HandshakeException known) {
            return known;
        }
        HandshakeException told = new HandshakeException(
                reason instanceof ClosedChannelException
                        ? "the client went away"
                        : String.valueOf(reason.getMessage()));
        told.initCause(reason);
        return told;
    }

    void close() {
        Closing.quietly(wire);
        Closing.quietly(socket);
    }

    private ExactFrames frames(Wire current) {
        ExactFrames known = frames;
        if (known == null) {
            known = new ExactFrames(current, PeerHandshake.MAX_PAYLOAD_BYTES);
            frames = known;
        }
        return known;
    }

    private boolean write(Wire current) throws IOException {
        while (outgoing.hasRemaining()) {
            if (current.write(outgoing) == 0) {
                return false;
            }
        }
        return current.flush();
    }

    private static ByteBuffer frame(FrameType type, byte[] payload) {
        return ByteBuffer.wrap(FrameDescriptor.frame(type, 0, payload));
    }

    private static void log(String text, IOException e) {
        System.getLogger(Guest.class.getName()).log(System.Logger.Level.DEBUG, text, e);
    }
}
