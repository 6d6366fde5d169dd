package io.multiproc.ipc.hub.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameAssembler;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.hub.ExpectedLinks;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A hub that a test starts, endpoints and raw connections to it, and their end. */
abstract class HubFixture {

    static final Duration LONG = Duration.ofSeconds(30);
    static final int MEBIBYTE = 1 << 20;

    /** Tells of each connection that is dropped, of which there are many here. */
    private static final Logger LOGGER = Logger.getLogger(LinkHandler.class.getName());

    @TempDir
    Path directory;

    final ExpectedLinks links = new ExpectedLinks();
    final List<AutoCloseable> open = new ArrayList<>();
    NettyHub hub;
    long children;

    static Stream<Transport> transports() {
        boolean wanted = Boolean.parseBoolean(System.getProperty("multiproc.native", "true"));
        return Stream.of(Transport.values()).filter(each -> each == Transport.NIO || (wanted && Epoll.isAvailable()));
    }

    @BeforeAll
    static void beQuiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @AfterAll
    static void beLoud() {
        LOGGER.setLevel(null);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    void start(Transport transport) {
        hub = NettyHub.start(address(), links, transport, LONG);
    }

    Path address() {
        return directory.resolve("hub.sock");
    }

    Endpoint connect(LinkListener listener) throws IOException {
        LinkTicket ticket = LinkTicket.issue(1000 + ++children);
        links.expect(ticket, LinkKind.TASKS, listener);
        Endpoint endpoint = Endpoint.connect(address(), ticket, LinkKind.TASKS);
        open.add(endpoint);
        return endpoint;
    }

    static RecordingListener echo() {
        return new RecordingListener(
                (link, frame) -> link.send(FrameDescriptor.frame(FrameType.RESULT, frame.flags(), frame.payload())));
    }

    static void assertIsServed(Endpoint honest) throws IOException {
        honest.send(task(123));
        assertThat(number(honest.receive())).isEqualTo(123);
    }

    static Link join(RecordingListener listener) {
        try {
            return listener.link();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] task(int number) {
        return FrameDescriptor.frame(FrameType.TASK, 0, padded(number, 4));
    }

    static byte[] padded(int number, int size) {
        return ByteBuffer.allocate(size).putInt(number).array();
    }

    static int number(Frame frame) {
        return ByteBuffer.wrap(frame.payload()).getInt();
    }

    static long hubThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("multiproc-hub"))
                .count();
    }

    /** A raw connection that may say anything. */
    final class Peer implements AutoCloseable {

        private final SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(address()));
        private final FrameAssembler assembler = new FrameAssembler();
        private final Queue<Frame> ready = new ArrayDeque<>();

        Peer() throws IOException {}

        void write(byte[] bytes) throws IOException {
            ByteBuffer source = ByteBuffer.wrap(bytes);
            while (source.hasRemaining()) {
                channel.write(source);
            }
        }

        /** Waits until there is something to read, and leaves it there. */
        void awaitInput() throws IOException {
            try (Selector selector = Selector.open()) {
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
                assertThat(selector.select(LONG.toMillis())).isEqualTo(1);
            }
            channel.configureBlocking(true);
        }

        /** The next frame, or null at the end, orderly or not. */
        Frame read() throws IOException {
            ByteBuffer input = ByteBuffer.allocate(4096);
            while (ready.isEmpty()) {
                input.clear();
                int count;
                try {
                    count = channel.read(input);
                } catch (IOException reset) {
                    return null; // the hub closed the link without having read all that came
                }
                if (count < 0) {
                    return null;
                }
                assembler.feed(input.flip(), ready::add);
            }
            return ready.remove();
        }

        void shakeHands(RecordingListener listener) throws IOException {
            LinkTicket ticket = LinkTicket.issue(1000 + ++children);
            links.expect(ticket, LinkKind.TASKS, listener);
            byte[] answer = Handshake.answer(read().payload(), ticket, LinkKind.TASKS);
            write(FrameDescriptor.frame(FrameType.ANSWER, 0, answer));
            Handshake.checkWelcome(read().payload(), answer, ticket);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
