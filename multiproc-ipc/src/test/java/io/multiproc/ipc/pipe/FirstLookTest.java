package io.multiproc.ipc.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.ipc.time.Deadline;
import io.multiproc.testkit.SameWithoutNative;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SameWithoutNative
@Timeout(60)
class FirstLookTest {

    private static final int MANY = 160;

    @TempDir
    private Path folder;

    private final FirstLook look = new FirstLook();

    @Test
    void isTakenByWhoHasAskedNothing() {
        look.found(false);

        assertThat(look.isLeftOut()).isFalse();
    }

    @Test
    void isTakenWhereTheAnswerWasThereTheLastTime() {
        look.found(true);
        look.sent();

        assertThat(look.isLeftOut()).isFalse();
    }

    @Test
    void isLeftOutMostlyWhereTheAnswerWasNotThere() {
        look.found(false);
        int leftOut = 0;
        for (int i = 0; i < MANY; i++) {
            look.sent();
            leftOut += look.isLeftOut() ? 1 : 0;
            look.arrived();
        }
        assertThat(leftOut).isBetween(MANY / 2, MANY - 2);
    }

    @Test
    void isTakenAfterAnAnswerForTheNextMessageOfAStream() {
        look.found(false);
        look.sent();
        assertThat(look.isLeftOut()).isTrue();
        look.arrived();

        assertThat(look.isLeftOut()).isFalse();
    }

    /** Whether looks are left out or not: questions and answers, then what is there for who does not wait. */
    @Test
    void losesNoMessage() throws IOException, InterruptedException {
        Path address = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(address));
            try (MessageChannel one = new MessageChannel(SocketChannel.open(UnixDomainSocketAddress.of(address)));
                    MessageChannel other = new MessageChannel(server.accept())) {
                List<Integer> answers = new ArrayList<>();
                Thread echo = new Thread(() -> echo(other));
                echo.start();
                for (int i = 0; i < MANY; i++) {
                    one.write(message(i));
                    answers.add(receive(one, Deadline.NEVER));
                }
                echo.join();
                assertThat(answers).hasSize(MANY).isSorted().startsWith(0).endsWith(MANY - 1);

                one.write(message(1));
                other.write(message(MANY));
                assertThat(receive(one, Deadline.NOW)).as("without waiting").isEqualTo(MANY);
                one.write(message(2));
                other.write(message(MANY + 1));
                Thread.currentThread().interrupt();
                assertThat(receive(one, Deadline.NEVER))
                        .as("although interrupted")
                        .isEqualTo(MANY + 1);
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    private static void echo(MessageChannel channel) {
        try {
            for (int i = 0; i < MANY; i++) {
                channel.write(message(receive(channel, Deadline.NEVER)));
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuffer message(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, number);
    }

    private static int receive(MessageChannel channel, long deadline) throws IOException, InterruptedException {
        assertThat(channel.await(channel::hasBegun, deadline)).isTrue();
        assertThat(channel.await(channel::isComplete, deadline)).isTrue();
        Message message = channel.take();
        return ByteBuffer.wrap(message.bytes(), message.offset(), message.length())
                .getInt();
    }
}
