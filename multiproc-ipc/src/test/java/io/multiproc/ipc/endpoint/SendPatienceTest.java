package io.multiproc.ipc.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.Threads;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two threads send to one who does not read. */
@SameWithoutNative
class SendPatienceTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration MOMENT = Duration.ofMillis(10);

    @TempDir
    Path directory;

    @Test
    @SuppressWarnings("try") // closed by hand: that is what the other thread learns
    void whoWaitsAMomentIsNotKeptByWhoWaitsForEver() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel deaf = SocketChannel.open(address);
                Endpoint link = Endpoint.accepted(server.accept(), null)) {
            FutureTask<Void> endless = new FutureTask<>(() -> {
                link.send(new byte[16 << 20]);
                return null;
            });
            Thread thread = new Thread(endless, "waits-for-ever");
            thread.start();
            await().atMost(LONG).until(() -> Threads.isIn(thread, "select"));

            assertThatThrownBy(() -> link.send(new byte[1], 1, new TimeLimit(MOMENT, MOMENT)))
                    .isInstanceOf(SocketTimeoutException.class);
            TimeLimit interrupted = new TimeLimit(LONG, MOMENT);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> link.send(new byte[1], 1, interrupted)).isInstanceOf(SocketTimeoutException.class);
            interrupted.restoreInterrupt();
            assertThat(Thread.interrupted()).isTrue();

            link.close();
            assertThatThrownBy(() -> endless.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IOException.class);
            assertThat(deaf.isOpen()).isTrue();
        }
    }
}
