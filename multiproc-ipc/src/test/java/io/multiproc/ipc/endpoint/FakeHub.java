package io.multiproc.ipc.endpoint;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameAssembler;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.LinkTicket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** The other end of one link, each byte of it under the test's control. */
final class FakeHub implements AutoCloseable {

    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final FrameAssembler assembler = new FrameAssembler();
    private final Queue<Frame> ready = new ArrayDeque<>();
    private final LinkTicket ticket;
    private SocketChannel channel;

    FakeHub(Path address, LinkTicket ticket) throws IOException {
        this.ticket = ticket;
        server.bind(UnixDomainSocketAddress.of(address));
    }

    /** Does the next part of the conversation on another thread, while the test plays the child. */
    CompletableFuture<Void> meanwhile(Conversation conversation) {
        return CompletableFuture.runAsync(() -> {
            try {
                conversation.run(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void accept() throws IOException {
        channel = server.accept();
    }

    /** The whole handshake. */
    void welcome() throws IOException {
        accept();
        Handshake.Challenger challenger = new Handshake.Challenger();
        send(FrameType.CHALLENGE, challenger.challenge());
        Handshake.Answer answer = Handshake.Answer.read(receive().payload());
        send(FrameType.WELCOME, challenger.welcome(answer, ticket));
    }

    void send(FrameType type, byte[] payload) throws IOException {
        write(FrameDescriptor.frame(type, 0, payload));
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    Frame receive() throws IOException {
        ByteBuffer input = ByteBuffer.allocate(65_536);
        while (ready.isEmpty()) {
            if (channel.read(input.clear()) < 0) {
                throw new IOException("the child has closed the link");
            }
            assembler.feed(input.flip(), ready::add);
        }
        return ready.remove();
    }

    void hangUp() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (channel != null) {
            channel.close();
        }
    }

    /** What the hub says and hears. */
    @FunctionalInterface
    interface Conversation {
        void run(FakeHub hub) throws IOException;
    }
}
