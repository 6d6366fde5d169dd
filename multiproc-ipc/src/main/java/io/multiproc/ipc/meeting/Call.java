package io.multiproc.ipc.meeting;

import io.multiproc.ipc.frame.ExactFrames;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.pipe.Closing;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call from another process: challenge, answer, request, and then what the host makes of it. Used on the thread of
 * the meeting point.
 */
public final class Call {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final MeetingPoint point;
    private final SocketChannel channel;
    private final ExactFrames frames;
    private final Handshake.Challenger challenger = new Handshake.Challenger();
    private final long begun = System.nanoTime();
    private @Nullable Appointment appointment;
    private boolean over;

    Call(MeetingPoint point, SocketChannel channel) {
        this.point = point;
        this.channel = channel;
        this.frames = new ExactFrames(channel, Handshake.MAX_PAYLOAD_BYTES);
    }

    /** The socket. */
    public SocketChannel channel() {
        return channel;
    }

    /**
     * Sends the frames and leaves the socket to the host.
     *
     * @param last the frames, as they cross
     * @param sent run when they have been written, or the socket has failed
     */
    public void answer(Iterator<ByteBuffer> last, Outflow.End sent) {
        over = true;
        point.loop().write(channel, last, sent);
    }

    /** Sends one frame and ends the call. */
    public void answerAndEnd(FrameType type, byte[] payload) {
        answer(List.of(frame(type, payload)).iterator(), error -> close());
    }

    /** Ends the call with a refusal, which is no error here: what was asked for is not there any more. */
    public void refuse(String reason) {
        answerAndEnd(FrameType.REFUSED, reason.getBytes(StandardCharsets.UTF_8));
    }

    /** Closes the socket. */
    public void close() {
        Closing.quietly(channel);
    }

    /** A frame as it crosses. */
    public static ByteBuffer frame(FrameType type, byte[] payload) {
        return ByteBuffer.wrap(FrameDescriptor.frame(type, 0, payload));
    }

    /** Whether the call is not in the hands of a host yet. */
    boolean isWaiting() {
        return !over;
    }

    boolean isOverdue() {
        return !over && System.nanoTime() - begun > PATIENCE_NANOS;
    }

    void open() {
        ArrayDeque<ByteBuffer> first = new ArrayDeque<>();
        first.add(frame(FrameType.CHALLENGE, challenger.challenge()));
        point.loop().write(channel, new Draining(first), error -> {});
    }

    /** Takes what has arrived. */
    void readable() {
        try {
            Frame frame = over ? null : frames.next();
            while (frame != null) {
                take(frame);
                frame = over ? null : frames.next();
            }
        } catch (HandshakeException e) {
            log().log(Level.WARNING, "refused a call to {0}: {1}", point.socket(), e.getMessage());
            refuse(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            log().log(Level.DEBUG, "a call to " + point.socket() + " ended early", e);
            over = true;
            Closing.quietly(channel);
        }
    }

    private void take(Frame frame) throws IOException {
        Appointment asked = appointment;
        if (asked != null) {
            asked.host().called(asked, this, frame);
            return;
        }
        if (frame.type() != FrameType.ANSWER) {
            throw new HandshakeException("expected an answer: type=" + frame.type());
        }
        Handshake.Answer answer = Handshake.Answer.read(frame.payload());
        Appointment found = point.find(answer.childId());
        if (found == null) {
            refuse("there is no such appointment (any more): number=" + answer.childId());
            return;
        }
        if (!challenger.accepts(answer, found.ticket())) {
            throw new HandshakeException("not the key of this appointment: number=" + answer.childId());
        }
        appointment = found;
        ArrayDeque<ByteBuffer> welcome = new ArrayDeque<>();
        welcome.add(frame(FrameType.WELCOME, challenger.welcome(answer, found.ticket())));
        point.loop().write(channel, new Draining(welcome), error -> {});
    }

    /** Not a constant: logging classes would cost every child's start, and there is seldom something to log. */
    private static Logger log() {
        return System.getLogger(Call.class.getName());
    }

    /** Gives what is in a queue. */
    record Draining(ArrayDeque<ByteBuffer> queue) implements Iterator<ByteBuffer> {

        @Override
        public boolean hasNext() {
            return !queue.isEmpty();
        }

        @Override
        public ByteBuffer next() {
            return queue.remove();
        }
    }
}
