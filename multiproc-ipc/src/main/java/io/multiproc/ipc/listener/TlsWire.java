package io.multiproc.ipc.listener;

import io.multiproc.ipc.pipe.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Encrypts what crosses a socket. The handshake happens on the way: whoever reads or writes takes it one step further,
 * and nothing is read or written before it is done.
 *
 * <p>{@code in} guards reading and {@code out} writing; who needs both takes {@code in} first. One thread at a time
 * reads and one writes, and either may have to do the other for the sake of the protocol.
 */
final class TlsWire implements Wire {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final Object in = new Object();
    private final Object out = new Object();

    /** Bytes that arrived and are not decrypted; ready for reading from. */
    private ByteBuffer arrived;

    /** Decrypted bytes that nobody has read; ready for reading from. */
    private ByteBuffer plain;

    /** Encrypted bytes that the socket did not take yet; ready for reading from. */
    private ByteBuffer leaving;

    private boolean ended;
    private volatile boolean established;

    TlsWire(SocketChannel socket, SSLEngine engine) throws SSLException {
        this.socket = socket;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        arrived = ByteBuffer.allocate(packet).limit(0);
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .limit(0);
        leaving = ByteBuffer.allocate(packet).limit(0);
        engine.beginHandshake();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        synchronized (in) {
            while (!plain.hasRemaining()) {
                if (ended) {
                    return -1;
                }
                if (!step()) {
                    return ended ? -1 : 0;
                }
            }
            int count = Math.min(plain.remaining(), target.remaining());
            target.put(plain.slice().limit(count));
            plain.position(plain.position() + count);
            return count;
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (!established && !establish()) {
            return 0;
        }
        synchronized (out) {
            return flush() ? wrap(source) : 0;
        }
    }

    @Override
    public boolean flush() throws IOException {
        synchronized (out) {
            while (leaving.hasRemaining()) {
                if (socket.write(leaving) == 0) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public boolean establish() throws IOException {
        synchronized (in) {
            while (!established) {
                if (!step()) {
                    if (ended) {
                        throw new EOFException("the other end went away during the handshake of TLS");
                    }
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    /** Says good-bye if the socket takes it at once. */
    @Override
    public void close() throws IOException {
        synchronized (out) {
            try {
                engine.closeOutbound();
                if (socket.isOpen() && flush()) {
                    wrap(NOTHING);
                }
            } catch (IOException e) {
                System.getLogger(TlsWire.class.getName())
                        .log(System.Logger.Level.DEBUG, "no good-bye: the other end is gone already", e);
            } finally {
                socket.close();
            }
        }
    }

    /** Goes one step on; false: it needs bytes that have not arrived, or room in the socket. */
    private boolean step() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            return true;
        }
        if (status == HandshakeStatus.NEED_WRAP) {
            synchronized (out) {
                if (!flush()) {
                    return false;
                }
                wrap(NOTHING);
                return flush();
            }
        }
        return unwrap();
    }

    private boolean unwrap() throws IOException {
        plain.clear();
        SSLEngineResult result;
        try {
            result = engine.unwrap(arrived, plain);
        } finally {
            plain.flip();
        }
        note(result);
        return switch (result.getStatus()) {
            case OK -> true;
            case BUFFER_OVERFLOW -> {
                plain = ByteBuffer.allocate(2 * plain.capacity()).limit(0);
                yield true;
            }
            case BUFFER_UNDERFLOW -> receive();
            case CLOSED -> {
                ended = true;
                yield false;
            }
        };
    }

    private boolean receive() throws IOException {
        if (arrived.remaining() == arrived.capacity()) {
            arrived = ByteBuffer.allocate(2 * arrived.capacity()).put(arrived).flip();
        }
        arrived.compact();
        int count;
        try {
            count = socket.read(arrived);
        } finally {
            arrived.flip();
        }
        ended = count < 0;
        return count > 0;
    }

    /** Under the lock of writing, all that was wrapped before being gone. */
    private int wrap(ByteBuffer source) throws IOException {
        leaving.clear();
        SSLEngineResult result;
        try {
            result = engine.wrap(source, leaving);
        } finally {
            leaving.flip();
        }
        note(result);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            leaving = ByteBuffer.allocate(2 * leaving.capacity()).limit(0);
            return wrap(source);
        }
        flush();
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && source.hasRemaining()) {
            throw new IOException("the encrypted connection is closed");
        }
        return result.bytesConsumed();
    }

    private void note(SSLEngineResult result) {
        HandshakeStatus status = result.getHandshakeStatus();
        if (status == HandshakeStatus.FINISHED || status == HandshakeStatus.NOT_HANDSHAKING) {
            established = true;
        }
    }
}
