package io.multiproc.ipc.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.memory.MappedSegment;
import io.multiproc.ipc.ring.FrameRing;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SameWithoutNative
class EndpointTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int MEBIBYTE = 1 << 20;
    private static final int RING = 256;
    private static final int FRAMES = 2000;
    private static final String THREAD = "endpoint-under-test";

    @TempDir
    Path directory;

    private final LinkTicket ticket = LinkTicket.issue(7);

    @Nested
    class Connect {

        @Test
        void waitsForAHubThatIsNotUpYet() throws Exception {
            FutureTask<Endpoint> connecting = start(() -> Endpoint.connect(address(), ticket, LinkKind.TASKS));
            awaitSleep(connecting);
            try (FakeHub hub = new FakeHub(address(), ticket)) {
                hub.welcome();
                get(connecting).close();
            }
        }

        @Test
        void waitsForAHubWhoseSocketNobodyListensTo() throws Exception {
            new FakeHub(address(), ticket).close(); // the file stays
            assertThat(address()).exists();
            FutureTask<Endpoint> connecting = start(() -> Endpoint.connect(address(), ticket, LinkKind.TASKS));
            awaitSleep(connecting);
            Files.delete(address());
            try (FakeHub hub = new FakeHub(address(), ticket)) {
                hub.welcome();
                get(connecting).close();
            }
        }

        @Test
        void failsAtOnceIfTheRunDirectoryIsGone() {
            Path address = directory.resolve("gone").resolve("hub.sock");
            assertThatThrownBy(() -> Endpoint.connect(address, ticket, LinkKind.TASKS))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageStartingWith("no hub answers at " + address + ": its program has ended: ")
                    .hasCauseInstanceOf(IOException.class);
        }

        @Test
        void stopsWaitingWhenTheRunDirectoryGoes() throws Exception {
            Path run = Files.createDirectory(directory.resolve("run"));
            FutureTask<Endpoint> connecting =
                    start(() -> Endpoint.connect(run.resolve("hub.sock"), ticket, LinkKind.TASKS));
            awaitSleep(connecting);
            Files.delete(run);
            assertThatThrownBy(() -> get(connecting))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("its program has ended");
        }

        @Test
        void tellsTheReasonOfARefusal() throws Exception {
            assertThatThrownBy(() -> connectTo(hub -> {
                        hub.accept();
                        hub.send(FrameType.REFUSED, "not today".getBytes(StandardCharsets.UTF_8));
                    }))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage("the hub refused the link: not today");
        }

        @Test
        void refusesAHubThatHasNotItsKey() {
            assertThatThrownBy(() -> connectTo(hub -> {
                        hub.accept();
                        Handshake.Challenger challenger = new Handshake.Challenger();
                        hub.send(FrameType.CHALLENGE, challenger.challenge());
                        Handshake.Answer answer =
                                Handshake.Answer.read(hub.receive().payload());
                        hub.send(FrameType.WELCOME, challenger.welcome(answer, LinkTicket.issue(7)));
                    }))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage("the hub does not have this process's key: child=7, link=TASKS");
        }

        @Test
        void refusesAHubThatSkipsTheChallenge() {
            assertThatThrownBy(() -> connectTo(hub -> {
                        hub.accept();
                        hub.send(FrameType.WELCOME, new byte[32]);
                    }))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage("expected CHALLENGE in the handshake, got WELCOME");
        }

        @Test
        void refusesAHubThatHangsUp() {
            assertThatThrownBy(() -> connectTo(hub -> {
                        hub.accept();
                        hub.hangUp();
                    }))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessage("the hub closed the link during the handshake");
        }

        @Test
        void refusesAHubThatSpeaksSomethingElse() {
            assertThatThrownBy(() -> connectTo(hub -> {
                        hub.accept();
                        hub.write("HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII));
                    }))
                    .isInstanceOf(FrameException.class)
                    .hasMessageStartingWith("frame header is not one of ours: ");
        }
    }

    @Nested
    class Receive {

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void givesNullWhenTheOtherEndHasClosedTheLink(LinkKind kind) throws Exception {
            try (Pair pair = new Pair(kind)) {
                pair.hub.send(FrameType.TASK, new byte[] {1});
                pair.hub.hangUp();
                assertThat(pair.endpoint.receive().payload()).containsExactly(1);
                assertThat(pair.endpoint.receive()).isNull();
                assertThat(pair.endpoint.receive()).isNull();
            }
        }

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void failsWhenTheLinkEndsInsideAFrame(LinkKind kind) throws Exception {
            byte[] frame = FrameDescriptor.frame(FrameType.TASK, 0, new byte[10]);
            for (int length : new int[] {1, 8, 17}) {
                try (Pair pair = new Pair(kind)) {
                    pair.hub.write(Arrays.copyOf(frame, length));
                    pair.hub.hangUp();
                    assertThatThrownBy(() -> pair.endpoint.receive())
                            .isInstanceOf(FrameException.class)
                            .hasMessage("the link ended inside a frame");
                }
            }
        }

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void takesSeveralFramesThatComeAtOnce(LinkKind kind) throws Exception {
            try (Pair pair = new Pair(kind)) {
                byte[] one = FrameDescriptor.frame(FrameType.TASK, 0, new byte[] {1});
                byte[] both = Arrays.copyOf(one, 2 * one.length);
                System.arraycopy(one, 0, both, one.length, one.length);
                pair.hub.write(both);
                assertThat(pair.endpoint.receive().payload()).containsExactly(1);
                assertThat(pair.endpoint.receive().payload()).containsExactly(1);
            }
        }

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void wakesUpForAFrameThatComesLate(LinkKind kind) throws Exception {
            try (Pair pair = new Pair(kind)) {
                FutureTask<Frame> receiving = start(pair.endpoint::receive);
                awaitSleep(receiving);
                pair.hub.send(FrameType.STOP, new byte[0]);
                assertThat(get(receiving).type()).isEqualTo(FrameType.STOP);
            }
        }

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void endsWhenReceivingIsStopped(LinkKind kind) throws Exception {
            try (Pair pair = new Pair(kind)) {
                FutureTask<Frame> receiving = start(pair.endpoint::receive);
                awaitSleep(receiving);
                pair.endpoint.stopReceiving();
                assertThat(get(receiving)).isNull();
                pair.endpoint.send(FrameDescriptor.frame(FrameType.EXITING, 0, new byte[0]));
                assertThat(pair.hub.receive().type()).isEqualTo(FrameType.EXITING);
            }
        }

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void failsWhenTheEndpointIsClosedMeanwhile(LinkKind kind) throws Exception {
            try (Pair pair = new Pair(kind)) {
                FutureTask<Frame> receiving = start(pair.endpoint::receive);
                awaitSleep(receiving);
                pair.endpoint.close();
                assertThatThrownBy(() -> get(receiving)).isInstanceOf(IOException.class);
            }
        }

        @Test
        void outlivesInterruptsOnATaskLink() throws Exception {
            try (Pair pair = new Pair(LinkKind.TASKS)) {
                FutureTask<Frame> receiving = new FutureTask<>(() -> {
                    Thread.currentThread().interrupt();
                    return pair.endpoint.receive();
                });
                Thread receiver = new Thread(receiving, THREAD);
                receiver.start();
                for (int i = 0; i < 3; i++) {
                    awaitSleep(receiving);
                    receiver.interrupt();
                }
                pair.hub.send(FrameType.TASK, new byte[] {1});
                assertThat(get(receiving).payload()).containsExactly(1);
                pair.endpoint.send(FrameDescriptor.frame(FrameType.RESULT, 0, new byte[] {2}));
                assertThat(pair.hub.receive().payload()).containsExactly(2);
            }
        }

        @Test
        void framesOfARingAndOfTheSocketComeInTheOrderOfSending() throws Exception {
            Path file = directory.resolve("ring");
            FrameRing sender = new FrameRing(MappedSegment.create(file, FrameRing.words(RING)), 0, RING);
            try (Pair pair = new Pair(LinkKind.TASKS)) {
                pair.endpoint.alsoFrom(new FrameRing(MappedSegment.open(file), 0, RING));
                FutureTask<Void> sending = start(() -> {
                    sendBothWays(sender, pair.hub);
                    return null;
                });
                for (int number = 0; number < FRAMES; number++) {
                    assertThat(ByteBuffer.wrap(pair.endpoint.receive().payload())
                                    .getInt())
                            .isEqualTo(number);
                }
                get(sending);
                pair.hub.hangUp();
                assertThat(pair.endpoint.receive()).isNull();
            }
        }

        /** As a pool does; now and then it waits until the receiver sleeps, or sends what is too large for the ring. */
        private void sendBothWays(FrameRing ring, FakeHub hub) throws Exception {
            Random random = new Random(5);
            int bySocket = 0;
            int byRing = 0;
            for (int number = 0; number < FRAMES; number++) {
                if (random.nextInt(50) == 0) {
                    await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> !ring.isLookedAt());
                }
                byte[] payload = ByteBuffer.allocate(random.nextInt(20) == 0 ? RING : 4)
                        .putInt(number)
                        .array();
                byte[] frame = FrameDescriptor.frame(FrameType.TASK, 0, payload);
                // also when nobody looks: then it must knock
                if (ring.haveArrived(bySocket) && ring.offer(frame)) {
                    byRing++;
                    if (ring.mustKnock()) {
                        hub.write(FrameRing.knock());
                    }
                } else {
                    bySocket++;
                    hub.write(frame);
                }
            }
            assertThat(byRing).isPositive();
            assertThat(bySocket).isPositive();
        }

        /** All kinds in the same second. */
        @Test
        void usesNoProcessorTimeWhileItWaits() throws Exception {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            Map<LinkKind, Pair> pairs = new EnumMap<>(LinkKind.class);
            Map<LinkKind, Thread> receivers = new EnumMap<>(LinkKind.class);
            List<FutureTask<Frame>> receiving = new ArrayList<>();
            try {
                for (LinkKind kind : LinkKind.values()) {
                    Pair pair = new Pair(kind);
                    pairs.put(kind, pair);
                    Files.delete(address()); // for the next one's hub
                    FutureTask<Frame> task = new FutureTask<>(pair.endpoint::receive);
                    receiving.add(task);
                    Thread receiver = new Thread(task, THREAD);
                    receivers.put(kind, receiver);
                    receiver.start();
                }
                long start = System.nanoTime();
                await().atMost(LONG).until(() -> System.nanoTime() - start > TimeUnit.SECONDS.toNanos(1));
                receivers.forEach(
                        (kind, receiver) -> assertThat(Duration.ofNanos(threads.getThreadCpuTime(receiver.getId())))
                                .as("%s", kind)
                                .isLessThan(Duration.ofMillis(200)));
                for (Pair pair : pairs.values()) {
                    pair.hub.send(FrameType.STOP, new byte[0]);
                }
                for (FutureTask<Frame> task : receiving) {
                    get(task);
                }
            } finally {
                for (Pair pair : pairs.values()) {
                    pair.close();
                }
            }
        }
    }

    @Nested
    class Send {

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void waitsWhileTheOtherEndDoesNotRead(LinkKind kind) throws Exception {
            try (Pair pair = new Pair(kind)) {
                byte[] payload = new byte[8 * MEBIBYTE];
                Arrays.fill(payload, (byte) 5);
                FutureTask<Void> sending = start(() -> {
                    pair.endpoint.send(FrameDescriptor.frame(FrameType.RESULT, 0, payload));
                    return null;
                });
                awaitSleep(sending);
                assertThat(pair.hub.receive().payload()).isEqualTo(payload);
                get(sending);
            }
        }

        /** The two must not wait for each other. */
        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void worksWhileAnotherThreadWaitsToReceive(LinkKind kind) throws Exception {
            try (Pair pair = new Pair(kind)) {
                FutureTask<Frame> receiving = start(pair.endpoint::receive);
                awaitSleep(receiving);
                FutureTask<Void> sending = start(() -> {
                    pair.endpoint.send(FrameDescriptor.frame(FrameType.RESULT, 0, new byte[8 * MEBIBYTE]));
                    return null;
                });
                assertThat(get(start(pair.hub::receive)).payload()).hasSize(8 * MEBIBYTE);
                get(sending);
                pair.hub.send(FrameType.STOP, new byte[0]);
                assertThat(get(receiving).type()).isEqualTo(FrameType.STOP);
            }
        }

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void keepsFramesOfSeveralThreadsWhole(LinkKind kind) throws Exception {
            try (Pair pair = new Pair(kind)) {
                for (int sender = 0; sender < 4; sender++) {
                    byte[] payload = new byte[100_000];
                    Arrays.fill(payload, (byte) sender);
                    start(() -> {
                        for (int i = 0; i < 20; i++) {
                            pair.endpoint.send(FrameDescriptor.frame(FrameType.RESULT, 0, payload));
                        }
                        return null;
                    });
                }
                for (int i = 0; i < 80; i++) {
                    byte[] payload = pair.hub.receive().payload();
                    assertThat(payload).hasSize(100_000).containsOnly(payload[0]);
                }
            }
        }

        @ParameterizedTest
        @EnumSource(LinkKind.class)
        void failsWhenTheOtherEndIsGone(LinkKind kind) throws Exception {
            try (Pair pair = new Pair(kind)) {
                pair.hub.hangUp();
                assertThatThrownBy(() ->
                                pair.endpoint.send(FrameDescriptor.frame(FrameType.RESULT, 0, new byte[8 * MEBIBYTE])))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private Path address() {
        return directory.resolve("hub.sock");
    }

    private void connectTo(FakeHub.Conversation conversation) throws Exception {
        try (FakeHub hub = new FakeHub(address(), ticket)) {
            CompletableFuture<Void> other = hub.meanwhile(conversation);
            try {
                Endpoint.connect(address(), ticket, LinkKind.TASKS).close();
            } finally {
                other.get(20, TimeUnit.SECONDS);
                Files.deleteIfExists(address());
            }
        }
    }

    private static <T> FutureTask<T> start(Callable<T> action) {
        FutureTask<T> task = new FutureTask<>(action);
        new Thread(task, THREAD).start();
        return task;
    }

    /** Gives the task's thread time to fall asleep; the task must not end meanwhile. */
    private static void awaitSleep(FutureTask<?> task) {
        await().atMost(LONG)
                .during(Duration.ofMillis(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !task.isDone());
    }

    private static <T> T get(FutureTask<T> task) throws Exception {
        try {
            return task.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Two connected ends. */
    private final class Pair implements AutoCloseable {

        final FakeHub hub = new FakeHub(address(), ticket);
        final Endpoint endpoint;

        Pair(LinkKind kind) throws Exception {
            CompletableFuture<Void> welcomed = hub.meanwhile(FakeHub::welcome);
            endpoint = Endpoint.connect(address(), ticket, kind);
            welcomed.get(20, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            endpoint.close();
            hub.close();
            Files.deleteIfExists(address());
        }
    }
}
