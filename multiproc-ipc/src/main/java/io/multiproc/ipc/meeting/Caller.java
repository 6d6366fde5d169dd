package io.multiproc.ipc.meeting;

import io.multiproc.ipc.frame.ExactFrames;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.listener.ClientSocket;
import io.multiproc.ipc.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A call to another process's meeting point. An interrupt does not end it, since it takes a moment only; the thread
 * finds its flag set afterwards. Used by one thread.
 */
public final class Caller implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = 100_000;
    private static final int QUICK_TRIES = 200;

    private final Contact contact;
    private final SocketChannel channel;
    private final ExactFrames frames;
    private final Duration patience;
    private final long deadline;

    private Caller(Contact contact, Duration patience) throws IOException {
        this.contact = contact;
        this.patience = patience;
        this.deadline = Deadline.after(patience);
        this.channel = connect();
        this.frames = new ExactFrames(channel, FrameDescriptor.MAX_PAYLOAD_BYTES);
    }

    /**
     * Calls, proves the key and asks.
     *
     * @throws HandshakeException if nobody there knows of the appointment any more
     * @throws IOException if nobody answers
     */
    public static Caller call(Contact contact, FrameType request, byte[] payload) throws IOException {
        return call(contact, request, payload, PATIENCE);
    }

    static Caller call(Contact contact, FrameType request, byte[] payload, Duration patience) throws IOException {
        Caller caller = new Caller(contact, patience);
        try {
            byte[] challenge = caller.expect(FrameType.CHALLENGE);
            byte[] answer = Handshake.answer(challenge, contact.ticket(), LinkKind.PIPE);
            caller.send(FrameType.ANSWER, answer);
            Handshake.checkWelcome(caller.expect(FrameType.WELCOME), answer, contact.ticket());
            caller.send(request, payload);
            return caller;
        } catch (IOException e) {
            caller.close();
            throw e;
        }
    }

    /**
     * The next frame of the answer.
     *
     * @throws HandshakeException if it is a refusal
     */
    public Frame next() throws IOException {
        Frame frame = frames.next();
        for (int tries = 0; frame == null; tries++) {
            pause(tries);
            frame = frames.next();
        }
        if (frame.type() == FrameType.REFUSED) {
            throw new HandshakeException(new String(frame.payload(), StandardCharsets.UTF_8));
        }
        return frame;
    }

    /** The socket, for what follows the answer. */
    public SocketChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A full backlog is waited for, as it is while the other process is stopped. */
    private SocketChannel connect() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(Path.of(contact.socket()));
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return ClientSocket.connect(address, deadline);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (SocketTimeoutException e) {
            throw noAnswer(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private byte[] expect(FrameType type) throws IOException {
        Frame frame = next();
        if (frame.type() != type) {
            throw new HandshakeException("expected " + type + " in the handshake, got " + frame.type());
        }
        return frame.payload();
    }

    private void send(FrameType type, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(FrameDescriptor.frame(type, 0, payload));
        for (int tries = 0; frame.hasRemaining(); tries++) {
            if (channel.write(frame) == 0) {
                pause(tries);
            }
        }
    }

    /** Yields at first, then sleeps a little: not in a selector, which an interrupt would wake again and again. */
    private void pause(int tries) throws IOException {
        if (Deadline.isOver(deadline)) {
            throw noAnswer(null);
        }
        if (tries < QUICK_TRIES) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private IOException noAnswer(@Nullable IOException cause) {
        return new IOException("no answer within " + patience.toMillis() + " ms from " + contact.socket(), cause);
    }
}
