package io.multiproc.ipc.hub.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.endpoint.Endpoint;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hub against peers that are none of its children, on each transport that there is here. */
class HostilePeersTest extends HubFixture {

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
        hub = NettyHub.start(address(), links, transport, Duration.ofSeconds(1));
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
        assertThat(listener.end()).get().hasToString("java.io.EOFException: the link ended inside a frame");
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
}
