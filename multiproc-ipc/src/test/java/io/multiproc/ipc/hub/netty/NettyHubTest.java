package io.multiproc.ipc.hub.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameAssembler;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.hub.ExpectedLinks;
import io.multiproc.ipc.hub.Link;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hub against endpoints, and against peers that are none, on each transport that there is here. */
class NettyHubTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MEBIBYTE = 1 << 20;

    /** Tells of each connection that is dropped, of which there are many here. */
    private static final Logger LOGGER = Logger.getLogger(LinkHandler.class.getName());

    @TempDir
    Path directory;

    private final ExpectedLinks links = new ExpectedLinks();
    private final List<AutoCloseable> open = new ArrayList<>();
    private NettyHub hub;
    private long children;

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

    @ParameterizedTest
    @MethodSource("transports")
    void echoesFramesOfAllSizes(Transport transport) throws Exception {
        start(transport);
        Endpoint endpoint = connect(echo());
        Random random = new Random(1);
        for (int size : new int[] {0, 1, 7, 8, 1000, 8191, 8192, 8193, 65_536, MEBIBYTE + 1, 8 * MEBIBYTE}) {
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            endpoint.send(FrameDescriptor.frame(FrameType.TASK, size % 100, payload));
            Frame echoed = endpoint.receive();
            assertThat(echoed.payload()).as("%d bytes", size).isEqualTo(payload);
            assertThat(echoed.type()).isEqualTo(FrameType.RESULT);
            assertThat(echoed.flags()).isEqualTo(size % 100);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void servesManyLinksAtOnce(Transport transport) throws Exception {
        start(transport);
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            endpoints.add(connect(echo()));
        }
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < endpoints.size(); i++) {
                endpoints.get(i).send(task(1000 * i + round));
            }
            for (int i = 0; i < endpoints.size(); i++) {
                assertThat(number(endpoints.get(i).receive())).isEqualTo(1000 * i + round);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void keepsFramesThatAreSentBeforeTheChildReads(Transport transport) throws Exception {
        start(transport);
        RecordingListener listener = new RecordingListener();
        Endpoint endpoint = connect(listener);
        for (int i = 0; i < 10_000; i++) {
            listener.link().send(task(i));
        }
        listener.link().send(FrameDescriptor.frame(FrameType.TASK, 0, new byte[2 * MEBIBYTE]));
        for (int i = 0; i < 10_000; i++) {
            assertThat(number(endpoint.receive())).isEqualTo(i);
        }
        assertThat(endpoint.receive().payload()).hasSize(2 * MEBIBYTE);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void keepsTheOrderOfEachSender(Transport transport) throws Exception {
        start(transport);
        RecordingListener listener = new RecordingListener();
        Endpoint endpoint = connect(listener);
        int senders = 4;
        int each = 5_000;
        List<Thread> threads = IntStream.range(0, senders)
                .mapToObj(sender -> new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        // some are written by themselves, the small ones in batches
                        byte[] frame = i % 500 == 0
                                ? FrameDescriptor.frame(FrameType.TASK, 0, padded(sender * each + i, 20_000))
                                : task(sender * each + i);
                        join(listener).send(frame);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        int[] next = new int[senders];
        for (int received = 0; received < senders * each; received++) {
            int number = number(endpoint.receive());
            assertThat(number % each).isEqualTo(next[number / each]++);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void hearsOfFramesInOrder(Transport transport) throws Exception {
        start(transport);
        RecordingListener listener = new RecordingListener();
        Endpoint endpoint = connect(listener);
        for (int i = 0; i < 10_000; i++) {
            endpoint.send(task(i));
        }
        await().atMost(LONG).until(() -> listener.frames().size() == 10_000);
        for (int i = 0; i < 10_000; i++) {
            assertThat(number(listener.frames().get(i))).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void letsEachKindOfLinkInOnce(Transport transport) throws Exception {
        start(transport);
        LinkTicket ticket = LinkTicket.issue(7);
        links.expect(ticket, LinkKind.CONTROL, new RecordingListener());
        links.expect(ticket, LinkKind.TASKS, new RecordingListener());
        open.add(Endpoint.connect(address(), ticket, LinkKind.CONTROL));
        open.add(Endpoint.connect(address(), ticket, LinkKind.TASKS));
        for (LinkKind kind : LinkKind.values()) {
            assertThatThrownBy(() -> Endpoint.connect(address(), ticket, kind))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage(
                            "the hub refused the link: not an expected child, or not its key: child=7, link=" + kind);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void refusesAChildWithTheWrongKeyAndStillExpectsTheRightOne(Transport transport) throws Exception {
        start(transport);
        LinkTicket ticket = LinkTicket.issue(7);
        RecordingListener listener = new RecordingListener();
        links.expect(ticket, LinkKind.CONTROL, listener);
        assertThatThrownBy(() -> Endpoint.connect(address(), LinkTicket.issue(7), LinkKind.CONTROL))
                .isInstanceOf(HandshakeException.class)
                .hasMessage("the hub refused the link: not an expected child, or not its key: child=7, link=CONTROL");
        assertThat(listener.hasEnded()).isFalse();
        open.add(Endpoint.connect(address(), ticket, LinkKind.CONTROL));
        assertThat(listener.link()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void refusesAChildThatIsForgotten(Transport transport) throws Exception {
        start(transport);
        LinkTicket ticket = LinkTicket.issue(7);
        links.expect(ticket, LinkKind.CONTROL, new RecordingListener());
        links.forget(7);
        assertThatThrownBy(() -> Endpoint.connect(address(), ticket, LinkKind.CONTROL))
                .isInstanceOf(HandshakeException.class);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void refusesTheAnswerOfAnotherVersionAndSaysSo(Transport transport) throws Exception {
        start(transport);
        LinkTicket ticket = LinkTicket.issue(7);
        links.expect(ticket, LinkKind.CONTROL, new RecordingListener());
        try (Peer peer = new Peer()) {
            byte[] answer = Handshake.answer(peer.read().payload(), ticket, LinkKind.CONTROL);
            ByteBuffer.wrap(answer).putShort(4, (short) 9);
            peer.write(FrameDescriptor.frame(FrameType.ANSWER, 0, answer));
            Frame refusal = peer.read();
            assertThat(refusal.type()).isEqualTo(FrameType.REFUSED);
            assertThat(new String(refusal.payload(), StandardCharsets.UTF_8))
                    .startsWith("child speaks protocol 9, this process 1: ");
            assertThat(peer.read()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void refusesAReplayedAnswer(Transport transport) throws Exception {
        start(transport);
        LinkTicket ticket = LinkTicket.issue(7);
        links.expect(ticket, LinkKind.CONTROL, new RecordingListener());
        byte[] answer;
        try (Peer overheard = new Peer()) {
            answer = FrameDescriptor.frame(
                    FrameType.ANSWER, 0, Handshake.answer(overheard.read().payload(), ticket, LinkKind.CONTROL));
        }
        try (Peer peer = new Peer()) {
            peer.read();
            peer.write(answer);
            assertThat(peer.read().type()).isEqualTo(FrameType.REFUSED);
            assertThat(peer.read()).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void dropsPeersThatSendGarbage(Transport transport) throws Exception {
        start(transport);
        RecordingListener listener = echo();
        Endpoint honest = connect(listener);
        Random random = new Random(99);
        for (int i = 0; i < 20; i++) {
            try (Peer peer = new Peer()) {
                byte[] garbage = new byte[200];
                random.nextBytes(garbage);
                garbage[4] = (byte) 200; // never a type
                peer.write(garbage);
                assertThat(peer.read().type()).isEqualTo(FrameType.CHALLENGE);
                assertThat(peer.read()).isNull();
            }
        }
        assertIsServed(honest);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void dropsAPeerWhoseFirstFrameIsTooLarge(Transport transport) throws Exception {
        start(transport);
        Endpoint honest = connect(echo());
        try (Peer peer = new Peer()) {
            peer.read();
            peer.write(FrameDescriptor.frame(FrameType.ANSWER, 0, new byte[Handshake.MAX_PAYLOAD_BYTES + 1]));
            assertThat(peer.read()).isNull();
        }
        assertIsServed(honest);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void refusesAPeerThatDoesNotBeginWithAnAnswer(Transport transport) throws Exception {
        start(transport);
        Endpoint honest = connect(echo());
        try (Peer peer = new Peer()) {
            peer.read();
            peer.write(task(1));
            Frame refusal = peer.read();
            assertThat(refusal.type()).isEqualTo(FrameType.REFUSED);
            assertThat(new String(refusal.payload(), StandardCharsets.UTF_8))
                    .isEqualTo("expected an answer: type=TASK");
            assertThat(peer.read()).isNull();
        }
        assertIsServed(honest);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void outlivesPeersThatLeaveInTheMiddleOfTheHandshake(Transport transport) throws Exception {
        start(transport);
        Endpoint honest = connect(echo());
        LinkTicket ticket = LinkTicket.issue(7);
        RecordingListener listener = new RecordingListener();
        links.expect(ticket, LinkKind.CONTROL, listener);
        for (int length : new int[] {0, 3, 8, 20}) {
            try (Peer peer = new Peer()) {
                byte[] answer = Handshake.answer(peer.read().payload(), ticket, LinkKind.CONTROL);
                byte[] frame = FrameDescriptor.frame(FrameType.ANSWER, 0, answer);
                peer.write(Arrays.copyOf(frame, length));
            }
        }
        assertIsServed(honest);
        open.add(Endpoint.connect(address(), ticket, LinkKind.CONTROL));
        assertThat(listener.link()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void servesAChildBesideTwoHundredPeersThatSayNothing(Transport transport) throws Exception {
        start(transport);
        for (int i = 0; i < 200; i++) {
            open.add(new Peer());
        }
        assertIsServed(connect(echo()));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void dropsAPeerThatSaysNothingAfterAWhile(Transport transport) throws Exception {
        hub = NettyHub.start(address(), links, transport, Duration.ofMillis(300));
        Endpoint honest = connect(echo());
        try (Peer peer = new Peer()) {
            assertThat(peer.read().type()).isEqualTo(FrameType.CHALLENGE);
            Frame refusal = peer.read();
            assertThat(refusal.type()).isEqualTo(FrameType.REFUSED);
            assertThat(new String(refusal.payload(), StandardCharsets.UTF_8)).isEqualTo("no handshake in time");
            assertThat(peer.read()).isNull();
        }
        assertIsServed(honest);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void tellsOfALinkThatEndsInsideAFrameAndOnlyItsListener(Transport transport) throws Exception {
        start(transport);
        RecordingListener other = echo();
        Endpoint honest = connect(other);
        RecordingListener listener = new RecordingListener();
        try (Peer peer = new Peer()) {
            peer.shakeHands(listener);
            byte[] frame = FrameDescriptor.frame(FrameType.RESULT, 0, new byte[100]);
            peer.write(Arrays.copyOf(frame, 60));
        }
        assertThat(listener.end())
                .get()
                .isInstanceOf(FrameException.class)
                .hasToString("io.multiproc.ipc.frame.FrameException: the link ended inside a frame");
        assertThat(listener.frames()).isEmpty();
        assertIsServed(honest);
        assertThat(other.hasEnded()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void tellsOfGarbageOnAnOpenLinkAndOnlyItsListener(Transport transport) throws Exception {
        start(transport);
        RecordingListener other = echo();
        Endpoint honest = connect(other);
        RecordingListener listener = new RecordingListener();
        try (Peer peer = new Peer()) {
            peer.shakeHands(listener);
            peer.write(task(1));
            peer.write(new byte[] {-1, -1, -1, -1, 34, 0, 0, 0, 1, 2, 3});
            assertThat(listener.end())
                    .get()
                    .isInstanceOf(FrameException.class)
                    .hasToString("io.multiproc.ipc.frame.FrameException: frame length out of range: length=-1,"
                            + " limit=2147483583 bytes");
            assertThat(peer.read()).isNull();
        }
        assertThat(listener.frames()).hasSize(1);
        assertIsServed(honest);
        assertThat(other.hasEnded()).isFalse();
        assertThat(listener.ends()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void tellsOfAnEndOnce(Transport transport) throws Exception {
        start(transport);
        RecordingListener ofChild = new RecordingListener();
        connect(ofChild).close();
        assertThat(ofChild.end()).isEmpty();
        RecordingListener ofParent = new RecordingListener();
        Endpoint endpoint = connect(ofParent);
        ofParent.link().close();
        ofParent.link().close();
        assertThat(ofParent.end()).isEmpty();
        assertThat(endpoint.receive()).isNull();
        RecordingListener ofHub = new RecordingListener();
        connect(ofHub);
        hub.close();
        assertThat(ofHub.end()).isEmpty();
        assertThat(List.of(ofChild.ends(), ofParent.ends(), ofHub.ends())).containsExactly(1, 1, 1);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void endsALinkWhoseListenerFailsAndNoOther(Transport transport) throws Exception {
        start(transport);
        Endpoint honest = connect(echo());
        RecordingListener faulty = new RecordingListener((link, frame) -> {
            throw new IllegalStateException("fault");
        });
        Endpoint endpoint = connect(faulty);
        endpoint.send(task(1));
        assertThat(faulty.end())
                .get()
                .hasToString("java.io.IOException: link failed: java.lang.IllegalStateException: fault");
        assertThat(endpoint.receive()).isNull();
        assertIsServed(honest);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void sendingOnALinkThatHasEndedDoesNothing(Transport transport) throws Exception {
        start(transport);
        RecordingListener listener = new RecordingListener();
        connect(listener).close();
        listener.end();
        for (int i = 0; i < 100; i++) {
            listener.link().send(task(i));
        }
        assertIsServed(connect(echo()));
        assertThat(listener.ends()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void endsItsEndpointsAndRemovesItsSocketWhenItIsClosed(Transport transport) throws Exception {
        start(transport);
        List<Endpoint> endpoints = List.of(connect(echo()), connect(echo()), connect(echo()));
        hub.close();
        hub.close();
        for (Endpoint endpoint : endpoints) {
            assertThat(endpoint.receive()).isNull();
        }
        assertThat(address()).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void leavesNoThreadWhenItCannotStart(Transport transport) {
        long before = hubThreads();
        assertThatThrownBy(() -> NettyHub.start(directory.resolve("none/hub.sock"), links, transport, LONG))
                .isInstanceOf(Exception.class);
        await().atMost(LONG).until(() -> hubThreads() == before);
    }

    @Test
    void choosesPlainJavaWhenToldTo() {
        String before = System.getProperty("multiproc.native", "true");
        try {
            System.setProperty("multiproc.native", "false");
            assertThat(Transport.choose()).isEqualTo(Transport.NIO);
            System.setProperty("multiproc.native", "true");
            assertThat(Transport.choose()).isEqualTo(Epoll.isAvailable() ? Transport.EPOLL : Transport.NIO);
        } finally {
            System.setProperty("multiproc.native", before);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void doesNotLetAChildThatNeverReadsHoldUpOthers(Transport transport) throws Exception {
        start(transport);
        RecordingListener listener = new RecordingListener();
        connect(listener);
        for (int i = 0; i < 64; i++) {
            listener.link().send(FrameDescriptor.frame(FrameType.TASK, 0, new byte[MEBIBYTE]));
        }
        assertIsServed(connect(echo()));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void carriesBothWaysAtOnce(Transport transport) throws Exception {
        start(transport);
        RecordingListener listener = new RecordingListener();
        Endpoint endpoint = connect(listener);
        byte[] large = FrameDescriptor.frame(FrameType.TASK, 0, new byte[8 * MEBIBYTE]);
        CountDownLatch received = new CountDownLatch(4);
        Thread receiver = new Thread(() -> {
            try {
                for (int i = 0; i < 4; i++) {
                    assertThat(endpoint.receive().payload()).hasSize(8 * MEBIBYTE);
                    received.countDown();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        receiver.start();
        for (int i = 0; i < 4; i++) {
            listener.link().send(large);
            endpoint.send(large);
        }
        assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();
        await().atMost(LONG).until(() -> listener.frames().size() == 4);
        receiver.join();
    }

    private void start(Transport transport) {
        hub = NettyHub.start(address(), links, transport, LONG);
    }

    private Path address() {
        return directory.resolve("hub.sock");
    }

    private Endpoint connect(RecordingListener listener) throws IOException {
        LinkTicket ticket = LinkTicket.issue(1000 + ++children);
        links.expect(ticket, LinkKind.TASKS, listener);
        Endpoint endpoint = Endpoint.connect(address(), ticket, LinkKind.TASKS);
        open.add(endpoint);
        return endpoint;
    }

    private static RecordingListener echo() {
        return new RecordingListener(
                (link, frame) -> link.send(FrameDescriptor.frame(FrameType.RESULT, frame.flags(), frame.payload())));
    }

    private static void assertIsServed(Endpoint honest) throws IOException {
        honest.send(task(123));
        assertThat(number(honest.receive())).isEqualTo(123);
    }

    private static Link join(RecordingListener listener) {
        try {
            return listener.link();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] task(int number) {
        return FrameDescriptor.frame(FrameType.TASK, 0, padded(number, 4));
    }

    private static byte[] padded(int number, int size) {
        return ByteBuffer.allocate(size).putInt(number).array();
    }

    private static int number(Frame frame) {
        return ByteBuffer.wrap(frame.payload()).getInt();
    }

    private static long hubThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("multiproc-hub"))
                .count();
    }

    /** A raw connection that may say anything. */
    private final class Peer implements AutoCloseable {

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
