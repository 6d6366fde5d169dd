package io.multiproc.ipc.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.ring.ByteRing;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.ipc.time.Deadline;
import io.multiproc.testkit.CleanExit;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Messages whose bytes go through memory, between two ends in one process. */
@ExtendWith(CleanExit.class)
class LongMessagesTest {

    private static final int LONG = OutgoingMemory.LONG_BYTES;

    /** After that many of them memory is used. */
    private static final int WARM = OutgoingMemory.MESSAGES_BEFORE + 2;

    private static final Duration LONG_TIME = Duration.ofSeconds(50);
    private static final long PATIENCE_SECONDS = LONG_TIME.toSeconds();

    @TempDir
    Path folder;

    private final List<MessageChannel> open = new ArrayList<>();
    private MessageChannel first;
    private MessageChannel second;

    /** Memory of the last test is given back when nobody uses it any more. */
    @BeforeEach
    void connect() throws IOException {
        Awaitility.await().atMost(LONG_TIME).until(() -> {
            System.gc();
            return OutgoingMemory.inUse() == 0;
        });
        List<MessageChannel> pair = pair();
        first = pair.get(0);
        second = pair.get(1);
    }

    @AfterEach
    void closeAll() throws IOException {
        for (MessageChannel each : open) {
            each.close();
        }
        assertThat(announced()).isEmpty();
    }

    @Test
    void goThroughMemoryWhenTheReaderHasMappedIt() throws Exception {
        SocketChannel socket = first.socket();
        try (OutgoingMemory memory = new OutgoingMemory();
                ChannelWait wait = new ChannelWait(socket, SelectionKey.OP_WRITE)) {
            MessageWriter writer = new MessageWriter(socket, wait, () -> true, memory);
            for (int i = 0; i < WARM; i++) {
                Message sent = message(i, LONG);
                FutureTask<ByteBuffer> writing = start(() -> writer.write(sent.buffer()));
                assertThat(receive(second).toArray()).isEqualTo(sent.bytes());
                writing.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            ByteRing ring = memory.ready();
            assertThat(ring.room()).isEqualTo(ring.size());
            writer.write(message(WARM, LONG).buffer());
            assertThat(ring.room()).isEqualTo(ring.size() - LONG);
            assertThat(receive(second).toArray()).isEqualTo(message(WARM, LONG).bytes());
            assertThat(ring.room()).isEqualTo(ring.size());
        }
        assertThat(announced()).isEmpty();
    }

    @Test
    void arriveWholeAndInTheirOrderWhateverTheirLengths() throws Exception {
        Random random = new Random(5);
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sent.add(message(i, random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(3 << 20)));
        }
        FutureTask<Void> there = start(() -> sendAll(first, sent));
        FutureTask<Void> back = start(() -> sendAll(second, sent));
        for (Message each : sent) {
            assertThat(receive(second).toArray()).isEqualTo(each.bytes());
            assertThat(receive(first).toArray()).isEqualTo(each.bytes());
        }
        there.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        back.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** When the memory is full the socket takes what follows, and holds the writer up when it is full, too. */
    @Test
    void waitForAReaderThatIsSlow() throws Exception {
        warmUp();
        List<Message> sent = List.of(message(1, 900_000), message(2, 5 << 20), message(3, LONG));
        FutureTask<Void> writer = start(() -> sendAll(first, sent));
        for (Message each : sent) {
            assertThat(receive(second).toArray()).isEqualTo(each.bytes());
        }
        writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void areFinishedAnotherWayWhenTheWriterIsInterrupted() throws Exception {
        warmUp();
        Message sent = message(1, 5 << 20);
        FutureTask<ByteBuffer> writer = new FutureTask<>(() -> first.write(sent.buffer()));
        Thread thread = new Thread(writer, "test-writer");
        thread.start();
        second.await(second::hasBegun, Deadline.NEVER);
        thread.interrupt();
        ByteBuffer rest = writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(rest).isNotNull();
        FutureTask<Void> finisher = start(() -> {
            first.finish(rest);
            return sendAll(first, List.of(message(2, LONG)));
        });
        assertThat(receive(second).toArray()).isEqualTo(sent.bytes());
        assertThat(receive(second).toArray()).isEqualTo(message(2, LONG).bytes());
        finisher.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What is in memory is there for the reader also when the writer has closed. */
    @Test
    void areReadAfterTheWriterHasGone() throws Exception {
        warmUp();
        List<Message> sent = List.of(message(1, LONG), message(2, 2 * LONG), message(3, 3 * LONG));
        sendAll(first, sent);
        first.close();
        for (Message each : sent) {
            assertThat(receive(second).toArray()).isEqualTo(each.bytes());
        }
        assertThat(second.await(second::hasBegun, Deadline.NEVER)).isTrue();
        assertThat(second.isAtEnd()).isTrue();
    }

    @Test
    void goThroughTheSocketWhereTheReaderCannotMapMemory() throws Exception {
        FutureTask<Void> writer = announce();
        Files.delete(announced().get(0));
        receive(second);
        writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        warmUp();
    }

    @Test
    void removeTheirMemoryIfTheReaderNeverCame() throws Exception {
        FutureTask<Void> writer = announce();
        first.close();
        assertThat(announced()).isEmpty();
        Awaitility.await().atMost(LONG_TIME).until(writer::isDone);
    }

    /** Writes until there is memory that the reader does not know yet. */
    private FutureTask<Void> announce() throws Exception {
        for (int i = 0; i < OutgoingMemory.MESSAGES_BEFORE; i++) {
            send(first, second, message(i, LONG));
        }
        FutureTask<Void> writer = start(() -> sendAll(first, List.of(message(1, LONG))));
        Awaitility.await().atMost(LONG_TIME).until(() -> !announced().isEmpty());
        return writer;
    }

    /** Memory is limited; the channels that get none do without. */
    @Test
    void areAsGoodOnManyChannels() throws Exception {
        for (int channel = 0; channel < 20; channel++) {
            List<MessageChannel> pair = pair();
            for (int i = 0; i < WARM; i++) {
                send(pair.get(0), pair.get(1), message(i, LONG));
            }
        }
        assertThat(OutgoingMemory.inUse()).isEqualTo(OutgoingMemory.MOST_IN_PROCESS);
    }

    @Test
    void endTheChannelIfTheirPiecesMakeNoSense() throws Exception {
        assertThatThrownBy(() -> receiveRaw(10, pieces -> pieces.putInt(11)))
                .isInstanceOf(FrameException.class)
                .hasMessage("a piece is longer than the rest of its message: length=11, rest=10");
        assertThatThrownBy(() -> receiveRaw(10, pieces -> pieces.putInt(Integer.MIN_VALUE)))
                .isInstanceOf(FrameException.class)
                .hasMessage("a piece is longer than the rest of its message: length=2147483648, rest=10");
        assertThatThrownBy(() -> receiveRaw(10, pieces -> pieces.putInt(-5)))
                .isInstanceOf(FrameException.class)
                .hasMessage("a piece is said to be in memory where it cannot be: length=5, memory=0");
        assertThatThrownBy(() -> receiveRaw(10, pieces -> pieces.putInt(0).putShort((short) 5000)))
                .isInstanceOf(FrameException.class)
                .hasMessage("not the name of a file: length=5000, limit=4096");
        assertThatThrownBy(() -> receiveRaw(
                        10, pieces -> pieces.putInt(4).put(new byte[4]).putShort((short) 0)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("inside a message: got 4 of its 10 bytes");
        byte[] nowhere = "\0".getBytes(StandardCharsets.UTF_8);
        assertThat(receiveRaw(
                                2,
                                pieces -> pieces.putInt(0)
                                        .putShort((short) 1)
                                        .put(nowhere)
                                        .putInt(2)
                                        .putShort((short) 7))
                        .toArray())
                .containsExactly(0, 7);
    }

    @Test
    void areNotTakenFromStrangers() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SinkChannel sink = pipe.sink();
                Pipe.SourceChannel source = pipe.source()) {
            sink.write(ByteBuffer.wrap(FrameDescriptor.frame(FrameType.PIECES, 0, new byte[10])));
            MessageReader reader = new MessageReader(source, 100, 100);
            assertThatThrownBy(reader::hasBegun)
                    .isInstanceOf(FrameException.class)
                    .hasMessage("not a message on a connection: type=PIECES");
        }
    }

    private interface Pieces {

        void put(ByteBuffer target);
    }

    /** A message of that length, and what is said of its pieces; then the end. */
    private Message receiveRaw(int length, Pieces pieces) throws Exception {
        List<MessageChannel> pair = pair();
        ByteBuffer bytes = ByteBuffer.allocate(100);
        FrameDescriptor.putHeader(bytes, FrameType.PIECES, length);
        pieces.put(bytes);
        pair.get(0).socket().write(bytes.flip());
        pair.get(0).shutdownOutput();
        return receive(pair.get(1));
    }

    private void warmUp() throws Exception {
        for (int i = 0; i < WARM; i++) {
            send(first, second, message(i, LONG));
        }
    }

    private static void send(MessageChannel from, MessageChannel to, Message message) throws Exception {
        FutureTask<Void> writer = start(() -> sendAll(from, List.of(message)));
        assertThat(receive(to).toArray()).isEqualTo(message.bytes());
        writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static Void sendAll(MessageChannel channel, List<Message> messages) throws Exception {
        for (Message each : messages) {
            assertThat(channel.write(each.buffer())).isNull();
        }
        return null;
    }

    private static Message receive(MessageChannel channel) throws Exception {
        channel.await(channel::hasBegun, Deadline.NEVER);
        channel.await(channel::isComplete, Deadline.NEVER);
        return channel.take();
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task, "test-" + work.hashCode()).start();
        return task;
    }

    private static Message message(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Message.of(bytes);
    }

    private List<MessageChannel> pair() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s" + open.size()));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            SocketChannel one = SocketChannel.open(address);
            List<MessageChannel> pair = List.of(new MessageChannel(one), new MessageChannel(server.accept()));
            open.addAll(pair);
            return pair;
        }
    }

    /** Files of memory that no reader has mapped yet. */
    private static List<Path> announced() throws IOException {
        try (Stream<Path> files = Files.list(RunDirectory.local().path())) {
            return files.filter(file -> file.getFileName().toString().startsWith("pipe-"))
                    .toList();
        }
    }
}
