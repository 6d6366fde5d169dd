package io.multiproc.ipc.hub.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.hub.LinkListener;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hub against endpoints, on each transport that there is here. */
class NettyHubTest extends HubFixture {

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

    /** As a child at its end, which is sent something that it will not read. */
    @ParameterizedTest
    @MethodSource("transports")
    void readsTheLastWordsOfAPeerThatHasStoppedReading(Transport transport) throws Exception {
        start(transport);
        RecordingListener listener = new RecordingListener();
        Endpoint endpoint = connect(listener);
        endpoint.stopReceiving();
        for (int i = 0; i < 10; i++) {
            listener.link().send(task(i));
            Thread.yield();
        }
        endpoint.send(task(77));
        endpoint.close();

        assertThat(listener.end()).isEmpty();
        assertThat(listener.frames()).hasSize(1);
        assertThat(number(listener.frames().get(0))).isEqualTo(77);
    }

    /** As a child that is killed: it leaves frames unread, and the hub writes to it before it reads what came. */
    @ParameterizedTest
    @MethodSource("transports")
    void readsTheLastWordsOfAPeerThatDiedWithUnreadFrames(Transport transport) throws Exception {
        start(transport);
        CountDownLatch dead = new CountDownLatch(1);
        RecordingListener busy = new RecordingListener((link, frame) -> awaitQuietly(dead));
        RecordingListener listener = new RecordingListener();
        Endpoint blocker = connect(busy);
        try (Peer peer = new Peer()) {
            peer.shakeHands(listener);
            listener.link().send(task(1));
            peer.awaitInput();
            blocker.send(task(2)); // the hub's thread is busy from now on
            await().atMost(LONG).until(() -> busy.frames().size() == 1);
            for (int i = 0; i < 10; i++) {
                peer.write(task(i));
            }
        }
        listener.link().send(task(3));
        dead.countDown();

        assertThat(listener.end()).isEmpty();
        assertThat(listener.frames()).hasSize(10);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
                    .hasMessage("the " + kind.asked()
                            + " refused the link: not an expected child, or not its key: child=7, link=" + kind);
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void letsAllInThatHaveTheKeyToWhatIsServed(Transport transport) throws Exception {
        start(transport);
        LinkTicket ticket = LinkTicket.issue(7);
        links.serve(ticket, LinkKind.QUEUE, HubFixture::echo);
        for (int i = 0; i < 3; i++) {
            Endpoint endpoint = Endpoint.connect(address(), ticket, LinkKind.QUEUE);
            open.add(endpoint);
            assertIsServed(endpoint);
        }
        assertThatThrownBy(() -> Endpoint.connect(address(), LinkTicket.issue(7), LinkKind.QUEUE))
                .isInstanceOf(HandshakeException.class);
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

    /** Netty's loop, told to shut down while it runs a task, would end without closing what is open. */
    @ParameterizedTest
    @MethodSource("transports")
    void endsItsLinksThoughItIsBusyWhenItIsClosed(Transport transport) throws Exception {
        start(transport);
        RecordingListener listener = new RecordingListener();
        Endpoint endpoint = connect(listener);
        Thread closer = new Thread(hub::close);
        CountDownLatch busy = new CountDownLatch(1);
        Endpoint ending = connect(new LinkListener() {
            @Override
            public void opened(Link link) {}

            @Override
            public void received(Frame frame) {}

            @Override
            public void closed(@Nullable IOException error) {
                busy.countDown();
                await("the hub is being closed").atMost(LONG).until(() -> isWaiting(closer));
            }
        });
        ending.close();
        assertThat(busy.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        closer.start();
        assertThat(listener.end()).isEmpty();
        assertThat(endpoint.receive()).isNull();
        closer.join();
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
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
        await("hubs of earlier tests are gone").atMost(LONG).until(() -> hubThreads() == 0);
        assertThatThrownBy(() -> NettyHub.start(directory.resolve("none/hub.sock"), links, transport, LONG))
                .isInstanceOf(Exception.class);
        await().atMost(LONG).until(() -> hubThreads() == 0);
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
}
