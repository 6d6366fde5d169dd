package io.multiproc.ipc.endpoint;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameAssembler;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameSink;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.listener.ClientSocket;
import io.multiproc.ipc.listener.Tls;
import io.multiproc.ipc.pipe.Wire;
import io.multiproc.ipc.ring.FrameRing;
import io.multiproc.ipc.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A child's end of a link. One thread receives; any thread may send. */
public final class Endpoint implements Closeable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final Wait wait;
    private final @Nullable Wire wire;
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    private FrameAssembler frames = new FrameAssembler();
    private final ArrayDeque<Frame> ready = new ArrayDeque<>();
    private final Arrived arrived = new Arrived();
    private @Nullable FrameRing ring;
    private int arrivedElsewhere;
    private final ReentrantLock writing = new ReentrantLock();
    private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private Endpoint(SocketChannel channel, Wait wait, @Nullable Wire wire) {
        this.channel = channel;
        this.wait = wait;
        this.wire = wire;
    }

    /**
     * Opens a link to a hub and proves the key.
     *
     * @throws HandshakeException if the hub refuses the link, or cannot prove the key itself
     */
    public static Endpoint connect(Path hub, LinkTicket ticket, LinkKind kind) throws IOException {
        return connect(Dialer.dial(hub), ticket, kind, null);
    }

    /** The same with a hub that may be stopped. */
    public static Endpoint connect(Path hub, LinkTicket ticket, LinkKind kind, Patience patience) throws IOException {
        return connect(Dialer.dial(hub, patience), ticket, kind, patience);
    }

    /**
     * Opens a link to somebody who is there already, at a socket of the file system or at a port, and proves the key.
     *
     * @param tls null: nothing is encrypted
     * @throws HandshakeException if the other end refuses the link, or cannot prove the key itself
     */
    public static Endpoint connect(
            SocketAddress address, LinkTicket ticket, LinkKind kind, @Nullable Tls tls, Patience patience)
            throws IOException {
        SocketChannel channel = dial(address, patience);
        Closeable open = channel;
        try {
            Endpoint endpoint = of(channel, tls == null ? null : tls.connected(channel, address));
            open = endpoint; // with what its threads may have slept in
            endpoint.wait.establish(patience);
            Greeting.shakeHands(endpoint, ticket, kind, patience);
            return endpoint;
        } catch (IOException e) {
            open.close();
            throw e;
        }
    }

    private static SocketChannel dial(SocketAddress address, Patience patience) throws IOException {
        while (true) {
            try {
                return ClientSocket.connect(address, patience.deadline());
            } catch (InterruptedException e) {
                patience.interrupted();
            } catch (SocketTimeoutException e) {
                goOnOrEnd(patience, e);
            }
        }
    }

    /** The one exception says more than the other of the same kind. */
    private static void goOnOrEnd(Patience patience, SocketTimeoutException unconnected) throws IOException {
        try {
            patience.expired();
        } catch (SocketTimeoutException e) {
            unconnected.addSuppressed(e);
            throw unconnected;
        }
    }

    /**
     * The other end of {@link #connect(SocketAddress, LinkTicket, LinkKind, Tls, Patience)}, which is not let in yet.
     * Closing it, which any thread may do, ends its handshake, too. The channel is the caller's until there is an
     * endpoint.
     *
     * @param tls null: nothing is encrypted
     */
    public static Endpoint accepted(SocketChannel accepted, @Nullable Tls tls) throws IOException {
        ClientSocket.prepare(accepted);
        return of(accepted, tls == null ? null : tls.accepted(accepted));
    }

    /** Lets in who proves the key; who does not is told so, and that is a {@link HandshakeException}. */
    public void letIn(LinkTicket ticket, LinkKind kind) throws IOException {
        wait.establish(null);
        Greeting.letIn(this, ticket, kind);
    }

    private static Endpoint of(SocketChannel channel, @Nullable Wire wire) throws IOException {
        return new Endpoint(channel, SpinningWait.of(channel, wire), wire);
    }

    private static Endpoint connect(
            SocketChannel channel, LinkTicket ticket, LinkKind kind, @Nullable Patience patience) throws IOException {
        Closeable open = channel;
        try {
            // the control link is read by a thread that sleeps; the task link by one that wants its answer now
            Wait wait = kind == LinkKind.CONTROL ? new BlockingWait(channel) : SpinningWait.of(channel, null);
            Endpoint endpoint = new Endpoint(channel, wait, null);
            open = endpoint;
            Greeting.shakeHands(endpoint, ticket, kind, patience);
            return endpoint;
        } catch (IOException e) {
            open.close();
            throw e;
        }
    }

    /** From now on a frame may have so many bytes. */
    void limit(int payloadBytes) {
        frames = new FrameAssembler(payloadBytes);
    }

    /** Before anything is received: frames come through this ring as well, in the order in which they were sent. */
    public void alsoFrom(FrameRing memory) {
        ring = memory;
        memory.look();
    }

    /**
     * The next frame, waiting for it.
     *
     * @return null when the other end has closed the link or is gone
     * @throws FrameException if what arrives is not frames, or the link ends inside one
     */
    public @Nullable Frame receive() throws IOException {
        return receive(null);
    }

    /**
     * The next frame, waiting for it as long as the patience lasts.
     *
     * @param patience null: for ever, and an interrupt is lost
     * @return null when the other end has closed the link or is gone
     */
    public @Nullable Frame receive(@Nullable Patience patience) throws IOException {
        emptyRing();
        while (ready.isEmpty()) {
            input.clear();
            int count = wait.read(input, patience, ring);
            input.flip();
            emptyRing(); // before what came by the socket: it is older
            if (count < 0 && ready.isEmpty()) {
                if (frames.isInsideFrame()) {
                    throw new FrameException("the link ended inside a frame");
                }
                return null;
            }
            frames.feed(input, arrived);
            tellArrivals();
        }
        return ready.remove();
    }

    private void emptyRing() throws FrameException {
        if (ring != null) {
            for (Frame frame = ring.poll(); frame != null; frame = ring.poll()) {
                ready.add(frame);
            }
        }
    }

    private void tellArrivals() {
        if (ring != null && arrivedElsewhere > 0) {
            ring.arrivedElsewhere(arrivedElsewhere);
        }
        arrivedElsewhere = 0;
    }

    /** Sends a frame; waits while the other end does not read. */
    public void send(byte[] frame) throws IOException {
        send(frame, frame.length, null);
    }

    /** Sends the frames in the first bytes of an array; waits while the other end does not read. */
    public void send(byte[] frames, int length) throws IOException {
        send(frames, length, null);
    }

    /**
     * Sends the frames in the first bytes of an array, waiting as long as the patience lasts: if that ends it, the link
     * is good for nothing any more.
     *
     * @param patience null: for ever, and an interrupt is lost
     */
    public void send(byte[] frames, int length, @Nullable Patience patience) throws IOException {
        lockWriting(patience);
        try {
            for (int offset = 0; offset < length; ) {
                int count = Math.min(length - offset, output.capacity());
                output.clear().put(frames, offset, count).flip();
                wait.write(output, patience);
                offset += count;
            }
        } finally {
            writing.unlock();
        }
    }

    /** Another thread may have more patience with one who does not read. */
    private void lockWriting(@Nullable Patience patience) throws IOException {
        if (patience == null) {
            writing.lock();
            return;
        }
        while (true) {
            try {
                if (writing.tryLock(Deadline.remaining(patience.deadline()), TimeUnit.NANOSECONDS)) {
                    return;
                }
                patience.expired();
            } catch (InterruptedException e) {
                patience.interrupted();
            }
        }
    }

    /**
     * Lets the receiving thread see the end of the link; sending still works.
     *
     * <p>For the end of a process: a JVM waits 300 ms for a thread that is inside a system call.
     */
    public void stopReceiving() throws IOException {
        channel.shutdownInput();
    }

    /** Lets the other end see the end of the link. */
    public void stopSending() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        if (wire != null) {
            wire.close();
        }
        channel.close(); // first, so that no thread begins to wait on it
        wait.close();
    }

    /** Not a lambda: linking the first one would cost every child some milliseconds. */
    private final class Arrived implements FrameSink {

        @Override
        public void accept(Frame frame) {
            if (frame.type() != FrameType.KNOCK) {
                ready.add(frame);
                arrivedElsewhere++;
            }
        }
    }
}
