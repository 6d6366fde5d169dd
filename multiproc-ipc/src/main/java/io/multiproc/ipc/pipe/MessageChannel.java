package io.multiproc.ipc.pipe;

import io.multiproc.ipc.time.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Messages over one connected socket. One thread at a time reads and one writes; any thread may wake the reader, shut
 * down or close.
 */
public final class MessageChannel implements Closeable {

    /** Measured best for messages of a megabyte; the kernel takes as much of it as it allows. */
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;

    /** What a stranger's word is worth. */
    private static final int STRANGER_BYTES = 256 * 1024;

    private final SocketChannel channel;
    private final @Nullable Wire wire;
    private final ChannelWait readable;
    private final ChannelWait writable;
    private final @Nullable OutgoingMemory memory;
    private final FirstLook firstLook = new FirstLook();
    private final MessageReader reader;
    private final MessageWriter writer;

    /** Takes over a connected channel, which is non-blocking from now on. */
    public MessageChannel(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        this.channel = channel;
        this.wire = null;
        this.readable = new ChannelWait(channel, SelectionKey.OP_READ);
        this.writable = new ChannelWait(channel, SelectionKey.OP_WRITE);
        this.reader = new MessageReader(channel);
        this.memory = new OutgoingMemory();
        this.writer = new MessageWriter(channel, writable, () -> true, memory);
    }

    /**
     * Messages from a stranger, whose word about their lengths is not believed: memory grows with what has arrived.
     *
     * @param socket non-blocking
     * @param wire the bytes of the socket
     * @param limit the longest message that is received, in bytes
     */
    public MessageChannel(SocketChannel socket, Wire wire, int limit) {
        this.channel = socket;
        this.wire = wire;
        this.readable = new ChannelWait(socket, SelectionKey.OP_READ);
        this.writable = new ChannelWait(socket, SelectionKey.OP_WRITE);
        this.reader = new MessageReader(wire, limit, STRANGER_BYTES);
        this.memory = null;
        this.writer = new MessageWriter(wire, writable, wire::flush, null);
    }

    /** The socket. */
    public SocketChannel socket() {
        return channel;
    }

    /** Whether bytes of messages may be written to the socket itself. */
    public boolean isDirect() {
        return wire == null;
    }

    /** Writes what is left of a message, and waits for that as long as it takes. */
    public void finish(ByteBuffer rest) throws IOException, InterruptedException {
        writer.finish(rest);
    }

    /** Whether a message has begun or the end has come; takes what has arrived, without waiting. */
    public boolean hasBegun() throws IOException {
        return reader.hasBegun();
    }

    /** Whether {@link #hasBegun} is true already, without a look at the socket. */
    public boolean holdsBegunMessage() {
        return reader.holdsBegunMessage();
    }

    /** Whether the other end has ended at the boundary of a message; asked after {@link #hasBegun}. */
    public boolean isAtEnd() {
        return reader.isAtEnd();
    }

    /** The length of the message that has begun. */
    public int length() {
        return reader.length();
    }

    /** Whether the message that has begun is complete; takes what has arrived, without waiting. */
    public boolean isComplete() throws IOException {
        return reader.isComplete();
    }

    /** The complete message. */
    public Message take() {
        firstLook.arrived();
        return reader.take();
    }

    /**
     * Waits as a reader until the step is done.
     *
     * @return false: the time is over
     */
    public boolean await(Step step, long deadline) throws IOException, InterruptedException {
        if (reader.holdsBegunMessage()) {
            return readable.until(step, deadline);
        }
        if (mustLook(deadline) || !firstLook.isLeftOut()) {
            boolean done = step.done();
            firstLook.found(done);
            if (done) {
                return true;
            }
        }
        return readable.untilLater(step, deadline);
    }

    /** What is there is received also when the time is short, or the thread was interrupted before. */
    private static boolean mustLook(long deadline) {
        return deadline != Deadline.NEVER || Thread.currentThread().isInterrupted();
    }

    /** Has the waiting reader try its step once more. */
    public void wakeReader() {
        readable.wake();
    }

    /**
     * Writes a message; waits while the other end does not read.
     *
     * @return what is left of the message if the thread was interrupted in the middle, which it still is; null: nothing
     * @throws InterruptedException if it was interrupted before anything was written
     */
    public @Nullable ByteBuffer write(ByteBuffer message) throws IOException, InterruptedException {
        boolean done = false;
        firstLook.sent();
        try {
            ByteBuffer rest = writer.write(message);
            done = true;
            return rest;
        } finally {
            if (!done && writer.wasInMessage()) { // whatever went wrong: there may be no memory for the rest
                cutOff();
            }
        }
    }

    /**
     * The rest of a message that has begun is not going to follow, and nothing else may in its place: the other end
     * sees that.
     */
    public void cutOff() {
        try {
            shutdownOutput();
        } catch (IOException e) {
            System.getLogger(MessageChannel.class.getName())
                    .log(System.Logger.Level.DEBUG, "the other end is gone already", e);
        }
    }

    /** What crosses before the bytes of a message, for who writes it in another way. */
    public static ByteBuffer header(int length) {
        return MessageWriter.header(length);
    }

    /** The other end will see the end after what was written; reading goes on. */
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        if (wire != null) {
            wire.close();
        }
        channel.close(); // before the selectors, so that no thread begins to wait on it
        readable.close();
        writable.close();
        if (memory != null) {
            memory.close();
        }
    }
}
