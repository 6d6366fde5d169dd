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
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The client's side of a connection, up to the first message. Used by one thread. */
public final class PeerDialer {

    private final SocketAddress address;
    private final long deadline;
    private final Wire wire;
    private final MessageChannel channel;
    private final ExactFrames frames;

    private PeerDialer(SocketAddress address, PeerSettings settings, SocketChannel socket, long deadline)
            throws IOException {
        this.address = address;
        this.deadline = deadline;
        Tls tls = settings.tls();
        this.wire = tls == null ? new PlainWire(socket) : tls.connected(socket, address);
        this.channel = new MessageChannel(socket, wire, settings.limit());
        this.frames = new ExactFrames(wire, PeerHandshake.MAX_PAYLOAD_BYTES);
    }

    /**
     * Connects, proves the key and checks that the listener has it.
     *
     * @throws HandshakeException if one of the two has not the key of the other
     * @throws IOException if nobody listens there, or does not answer in time, or is no listener of ours
     */
    public static Peer connect(SocketAddress address, PeerSettings settings) throws IOException, InterruptedException {
        long deadline = Deadline.after(settings.patience());
        SocketChannel socket = ClientSocket.connect(address, deadline);
        PeerDialer dialer = null;
        boolean done = false;
        try {
            dialer = new PeerDialer(address, settings, socket, deadline);
            dialer.shakeHands(new PeerHandshake.Responder(settings.authkey()));
            done = true;
            return new Peer(dialer.channel, ClientSocket.isUnix(address) ? null : address);
        } finally {
            if (!done) {
                Closing.quietly(dialer == null ? socket : dialer.channel); // with the selector it has waited in
            }
        }
    }

    private void shakeHands(PeerHandshake.Responder responder) throws IOException, InterruptedException {
        byte[] challenge = expect(FrameType.CHALLENGE);
        ByteBuffer answer = ByteBuffer.wrap(FrameDescriptor.frame(FrameType.ANSWER, 0, responder.answer(challenge)));
        while (answer.hasRemaining()) {
            if (wire.write(answer) == 0) {
                throw new IOException("no room for the first bytes to " + address);
            }
        }
        wire.flush();
        responder.check(expect(FrameType.WELCOME));
    }

    private byte[] expect(FrameType type) throws IOException, InterruptedException {
        Frame frame = next();
        if (frame.type() == FrameType.REFUSED) {
            throw new HandshakeException(
                    "refused by the listener: " + printable(new String(frame.payload(), StandardCharsets.UTF_8)));
        }
        if (frame.type() != type) {
            throw new HandshakeException("expected " + type + " from the listener: type=" + frame.type());
        }
        return frame.payload();
    }

    private Frame next() throws IOException, InterruptedException {
        @Nullable Frame[] frame = new Frame[1];
        try {
            boolean arrived = channel.await(
                    () -> {
                        frame[0] = frames.next();
                        return frame[0] != null;
                    },
                    deadline);
            Frame found = frame[0];
            if (!arrived || found == null) {
                throw new SocketTimeoutException("the listener at " + address
                        + " did not answer in time (is it one of this library, and are both or none encrypted?)");
            }
            return found;
        } catch (EOFException e) {
            throw new EOFException("the listener at " + address + " ended the connection before it had begun");
        }
    }

    /** What a stranger says, fit to be logged. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
