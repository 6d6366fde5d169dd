package io.multiproc.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.testkit.CleanExit;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(CleanExit.class)
class ReadinessTest {

    @TempDir
    Path folder;

    @Test
    void watchesTheNextSocketThoughNothingWasHeardOfTheLast() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel last = open(address);
                SocketChannel lastPeer = server.accept();
                SocketChannel next = open(address);
                SocketChannel nextPeer = server.accept()) {
            AtomicReference<SocketChannel> read = new AtomicReference<>(last);
            Readiness readiness = new Readiness(read::get);
            CountDownLatch told = new CountDownLatch(1);
            readiness.add(told::countDown);
            readiness.arm();
            read.set(next);
            readiness.arm();
            assertThat(nextPeer.write(ByteBuffer.allocate(1))).isEqualTo(1);
            assertThat(told.await(50, TimeUnit.SECONDS)).isTrue();
            assertThat(lastPeer.isOpen()).isTrue();
        }
    }

    private static SocketChannel open(UnixDomainSocketAddress address) throws Exception {
        SocketChannel channel = SocketChannel.open(address);
        channel.configureBlocking(false);
        return channel;
    }
}
