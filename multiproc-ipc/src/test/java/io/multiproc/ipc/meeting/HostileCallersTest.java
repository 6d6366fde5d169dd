package io.multiproc.ipc.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever calls a meeting point without the key of an appointment gets nowhere, and keeps nobody else from it. */
@ExtendWith(CleanExit.class)
class HostileCallersTest {

    private static final AtomicInteger CALLS = new AtomicInteger();

    /** One for all tests: the run directory goes with it, and must not go while the meeting point is at work. */
    private static Appointment appointment;

    @BeforeAll
    static void expect() {
        appointment = MeetingPoint.local().expect(new Host() {
            @Override
            public void called(Appointment asked, Call call, Frame request) {
                CALLS.incrementAndGet();
                call.answerAndEnd(FrameType.CARRIER, request.payload());
            }

            @Override
            public void carrierDied(Appointment asked) {}

            @Override
            public boolean isOwing(Appointment appointment) {
                return false;
            }
        });
    }

    @AfterAll
    static void cancel() {
        appointment.cancel();
        RunDirectory.deleteLocal();
    }

    @BeforeEach
    void forgetCalls() {
        CALLS.set(0);
    }

    private void serveAnHonestCaller() throws IOException {
        int before = CALLS.get();
        try (Caller caller = Caller.call(appointment.contact(), FrameType.CARRIER, new byte[] {1, 2})) {
            assertThat(caller.next().payload()).containsExactly(1, 2);
        }
        assertThat(CALLS).hasValue(before + 1);
    }

    private SocketChannel stranger() throws IOException {
        return SocketChannel.open(
                UnixDomainSocketAddress.of(appointment.contact().socket()));
    }

    private static byte[] challenge(SocketChannel socket) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(FrameDescriptor.HEADER_BYTES);
        while (header.hasRemaining()) {
            assertThat(socket.read(header)).isPositive();
        }
        ByteBuffer payload = ByteBuffer.allocate(header.getInt(0));
        while (payload.hasRemaining()) {
            assertThat(socket.read(payload)).isPositive();
        }
        return payload.array();
    }

    private static void awaitEnd(SocketChannel socket) {
        try {
            ByteBuffer rest = ByteBuffer.allocate(4096);
            while (socket.read(rest.clear()) >= 0) {
                // until the meeting point has closed
            }
        } catch (IOException e) {
            // or reset
        }
    }

    private static ByteBuffer answer(byte[] payload) {
        return ByteBuffer.wrap(FrameDescriptor.frame(FrameType.ANSWER, 0, payload));
    }

    @Test
    void theSilentKeepNobodyWaiting() throws Exception {
        List<SocketChannel> silent = new ArrayList<>();
        try {
            for (int count = 0; count < 500; count++) {
                silent.add(stranger());
            }
            serveAnHonestCaller();
        } finally {
            for (SocketChannel socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void noiseAndLengthsAreRefused() throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            try (SocketChannel socket = stranger()) {
                byte[] noise = new byte[8 + random.nextInt(100)];
                random.nextBytes(noise);
                ByteBuffer bytes = ByteBuffer.wrap(noise);
                if (random.nextBoolean()) {
                    bytes.putInt(0, random.nextInt()).put(4, (byte) 2).putShort(6, (short) 0);
                }
                socket.write(bytes);
                socket.shutdownOutput();
                awaitEnd(socket);
            }
        }
        assertThat(CALLS).hasValue(0);
        serveAnHonestCaller();
    }

    @Test
    void anAnswerThatWasRecordedIsRefused() throws Exception {
        LinkTicket ticket = appointment.contact().ticket();
        byte[] recorded;
        try (SocketChannel socket = stranger()) {
            recorded = Handshake.answer(challenge(socket), ticket, LinkKind.PIPE);
        }
        try (SocketChannel socket = stranger()) {
            challenge(socket);
            socket.write(answer(recorded));
            awaitEnd(socket);
        }
        assertThat(CALLS).hasValue(0);
        serveAnHonestCaller();
    }

    @Test
    void anotherKeyAndAnotherNumberAreRefused() throws Exception {
        Contact contact = appointment.contact();
        byte[] key = contact.key().clone();
        key[0] ^= 1;
        Contact guessed = new Contact(contact.socket(), contact.number(), key);
        Contact missing = new Contact(contact.socket(), Long.MAX_VALUE, key);
        for (Contact bad : List.of(guessed, missing)) {
            assertThatThrownBy(() -> Caller.call(bad, FrameType.CARRIER, new byte[0]))
                    .isInstanceOf(HandshakeException.class);
        }
        assertThat(CALLS).hasValue(0);
        serveAnHonestCaller();
    }
}
