package io.multiproc.core.listener;

import static io.multiproc.Multiprocessing.client;
import static io.multiproc.Multiprocessing.listenerBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.AuthenticationException;
import io.multiproc.connection.Connection;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.ipc.Ipc;
import io.multiproc.reduction.UnreadableMessageException;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Descriptors;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever strangers do, the listener goes on serving honest clients, and its memory stays what it was. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class HostileStrangersTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

    /** Types of frames. */
    private static final int CHALLENGE = 1;

    private static final int ANSWER = 2;
    private static final int WELCOME = 3;
    private static final int MESSAGE = 40;

    private final BlockingQueue<AuthenticationException> refused = new LinkedBlockingQueue<>();
    private ConnectionListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = listenerBuilder()
                .family(StandardProtocolFamily.INET)
                .authkey(KEY)
                .onRefused((client, reason) -> refused.add(reason))
                .listen();
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private void serveAnHonestClient() throws Exception {
        try (Connection client = client(listener.address(), KEY);
                Connection accepted = listener.accept(LONG)) {
            client.send("honest");
            assertThat(accepted.recv()).isEqualTo("honest");
        }
    }

    private SocketChannel stranger() throws IOException {
        return SocketChannel.open((InetSocketAddress) listener.address());
    }

    private static ByteBuffer frame(int type, int length, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .putInt(length)
                .put((byte) type)
                .put((byte) 0)
                .putShort((short) 0)
                .put(payload)
                .flip();
    }

    private static void writeAll(SocketChannel socket, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    /** The payload of the next frame. */
    private static byte[] read(SocketChannel socket, int type) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(8);
        while (header.hasRemaining()) {
            assertThat(socket.read(header)).isPositive();
        }
        assertThat(header.get(4)).isEqualTo((byte) type);
        ByteBuffer payload = ByteBuffer.allocate(header.getInt(0));
        while (payload.hasRemaining()) {
            assertThat(socket.read(payload)).isPositive();
        }
        return payload.array();
    }

    /** Reads to the end, however it comes. */
    private static void awaitEnd(SocketChannel socket) {
        try {
            ByteBuffer rest = ByteBuffer.allocate(4096);
            while (socket.read(rest.clear()) >= 0) {
                // until the listener has closed
            }
        } catch (IOException e) {
            // or reset
        }
    }

    @Test
    void aThousandSilentConnectionsKeepNobodyWaitingAndCostNothing() throws Exception {
        serveAnHonestClient(); // what is needed once is there
        long heap = usedHeap();
        int descriptors = Descriptors.count();
        List<SocketChannel> silent = new ArrayList<>();
        try {
            for (int count = 0; count < 1000; count++) {
                silent.add(stranger());
                if (count % 250 == 0) {
                    serveAnHonestClient();
                }
            }
            serveAnHonestClient();
            assertThat(refused.size()).as("the oldest made room").isBetween(400, 1000);
            assertThat(usedHeap() - heap)
                    .as("bytes for 1,000 silent connections")
                    .isLessThan(16 << 20);
        } finally {
            for (SocketChannel socket : silent) {
                socket.close();
            }
        }
        serveAnHonestClient();
        silent.clear();
        refused.clear();
        assertThat(usedHeap() - heap).as("bytes that stay").isLessThan(4 << 20);
        Awaitility.await().atMost(LONG).until(() -> Descriptors.count() <= descriptors + 8);
    }

    @Test
    void noiseIsRefused() throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            try (SocketChannel socket = stranger()) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                ByteBuffer bytes =
                        random.nextBoolean() ? ByteBuffer.wrap(noise) : frame(random.nextInt(64), noise.length, noise);
                writeAll(socket, bytes);
                if (random.nextBoolean()) {
                    socket.shutdownOutput();
                    awaitEnd(socket);
                }
            }
        }
        serveAnHonestClient();
        assertThat(listener.isReady()).as("nobody else was let in").isFalse();
    }

    @Test
    @SuppressWarnings("try") // an interrupt may end the closing
    void anAnswerThatWasRecordedIsRefused() throws Exception {
        List<byte[]> answers = new ArrayList<>();
        try (Relay relay = new Relay((InetSocketAddress) listener.address(), answers);
                Connection client = client(relay.address(), KEY);
                Connection accepted = listener.accept(LONG)) {
            client.send("through the relay");
            assertThat(accepted.recv()).isEqualTo("through the relay");
        }
        assertThat(answers).hasSize(1);
        try (SocketChannel socket = stranger()) {
            read(socket, CHALLENGE);
            writeAll(socket, ByteBuffer.wrap(answers.get(0)));
            awaitEnd(socket);
        }
        assertThat(refused.poll(50, TimeUnit.SECONDS)).hasMessageContaining("another authkey");
        assertThat(listener.isReady()).isFalse();
        serveAnHonestClient();
    }

    @Test
    void lengthsCostNothingUntilTheBytesArrive() throws Exception {
        try (SocketChannel socket = stranger()) {
            writeAll(socket, frame(ANSWER, Integer.MAX_VALUE - 64, new byte[10]));
            awaitEnd(socket);
        }
        assertThat(refused.poll(50, TimeUnit.SECONDS)).hasMessageContaining("length out of range");
        List<Connection> accepted = new ArrayList<>();
        List<SocketChannel> liars = new ArrayList<>();
        try {
            long before = usedHeap();
            for (int count = 0; count < 100; count++) {
                try (ConnectionListener open =
                        listenerBuilder().family(StandardProtocolFamily.INET).listen()) {
                    SocketChannel liar = SocketChannel.open((InetSocketAddress) open.address());
                    liars.add(liar);
                    byte[] challenge = read(liar, CHALLENGE);
                    byte[] answer = Arrays.copyOf(challenge, 7 + 32 + 32);
                    writeAll(liar, frame(ANSWER, answer.length, answer));
                    read(liar, WELCOME);
                    Connection connection = open.accept(LONG);
                    accepted.add(connection);
                    writeAll(liar, frame(MESSAGE, 1 << 30, new byte[1000]));
                }
            }
            for (SocketChannel liar : liars) {
                liar.close();
            }
            for (Connection connection : accepted) {
                assertThatThrownBy(connection::recvBytes)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("got 1000 of its 1073741824 bytes");
            }
            assertThat(usedHeap() - before).as("for 100 GiB announced").isLessThan(120 << 20);
        } finally {
            for (SocketChannel liar : liars) {
                liar.close();
            }
            accepted.forEach(Connection::close);
        }
    }

    @Test
    void whatAClientSaysAfterTheHandshakeConcernsItsConnectionOnly() throws Exception {
        Random random = new Random(7);
        byte[] message = Ipc.codec().encode(List.of("text", 1, Map.of("key", new int[] {1, 2, 3})), 0);
        try (ConnectionListener open =
                listenerBuilder().family(StandardProtocolFamily.INET).listen()) {
            for (int round = 0; round < 300; round++) {
                try (SocketChannel client = SocketChannel.open((InetSocketAddress) open.address())) {
                    byte[] challenge = read(client, CHALLENGE);
                    byte[] answer = Arrays.copyOf(challenge, 7 + 32 + 32);
                    writeAll(client, frame(ANSWER, answer.length, answer));
                    read(client, WELCOME);
                    try (Connection accepted = open.accept(LONG)) {
                        writeAll(client, frame(MESSAGE, message.length, message));
                        writeAll(client, ByteBuffer.wrap(noise(random, message)));
                        client.shutdownOutput();
                        List<?> received = accepted.recv(List.class);
                        assertThat(received).hasSize(3);
                        receiveToTheEnd(accepted);
                    }
                }
            }
            try (Connection client = client(open.address());
                    Connection accepted = open.accept(LONG)) {
                client.send("honest");
                assertThat(accepted.recv()).isEqualTo("honest");
            }
        }
    }

    /** Some bytes, or a message that is not quite right. */
    private static byte[] noise(Random random, byte[] message) {
        if (random.nextBoolean()) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] mutated = frame(MESSAGE, message.length, message).array();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return Arrays.copyOf(mutated, random.nextBoolean() ? mutated.length : random.nextInt(mutated.length));
    }

    /** What cannot be read is told, and so is the end; nothing else is thrown. */
    private static void receiveToTheEnd(Connection connection) throws InterruptedException {
        while (true) {
            try {
                Object received = connection.recv();
                assertThat(String.valueOf(received)).as("it is whole").isNotNull();
            } catch (UnreadableMessageException e) {
                assertThat(e).as("the next message may be received").hasMessageContaining(" ");
            } catch (IOException e) {
                assertThat(e).hasMessageContaining(" ");
                return;
            }
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
