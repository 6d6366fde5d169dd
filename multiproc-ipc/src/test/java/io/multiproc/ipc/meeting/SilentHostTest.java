package io.multiproc.ipc.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.LinkTicket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that do not answer a call, because they are stopped or gone: nobody waits for them without a limit. */
@Timeout(100)
class SilentHostTest {

    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final String NO_ANSWER = "no answer within 300 ms from ";

    @TempDir
    Path folder;

    private Contact contact() {
        return new Contact(folder.resolve("pipes.sock").toString(), 1, new byte[LinkTicket.KEY_BYTES]);
    }

    private void call() throws IOException {
        Caller.call(contact(), FrameType.CARRIER, new byte[0], MOMENT).close();
    }

    /** As many as its backlog takes, and nobody accepts them. */
    private static List<SocketChannel> fill(UnixDomainSocketAddress address) throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        while (true) {
            SocketChannel next = SocketChannel.open(StandardProtocolFamily.UNIX);
            waiting.add(next);
            next.configureBlocking(false);
            try {
                next.connect(address);
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("temporarily unavailable");
                return waiting;
            }
        }
    }

    @Test
    void whoDoesNotTakeTheCallIsGivenUp() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(contact().socket());
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(address, 1);
            assertThatThrownBy(this::call).hasMessage(NO_ANSWER + contact().socket());
            List<SocketChannel> waiting = fill(address);
            try {
                assertThatThrownBy(this::call).hasMessage(NO_ANSWER + contact().socket());
                Thread.currentThread().interrupt();
                assertThatThrownBy(this::call).hasMessage(NO_ANSWER + contact().socket());
                assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            } finally {
                for (SocketChannel each : waiting) {
                    each.close();
                }
            }
        }
    }

    @Test
    void whoIsGoneIsToldAtOnce() {
        assertThatThrownBy(this::call)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("cannot connect to " + contact().socket());
    }
}
