package io.multiproc.ipc.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopTest {

    private static final int ROUNDS = 2_000;

    @TempDir
    Path folder;

    /** Who ended the thread that serves all pipes of a process left them waiting. */
    @Test
    void survivesSocketsThatAreClosedWhileTheyAreServed() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        AtomicInteger told = new AtomicInteger();
        Loop loop = new Loop();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            for (int i = 0; i < ROUNDS; i++) {
                try (SocketChannel peer = SocketChannel.open(address);
                        SocketChannel served = server.accept()) {
                    served.configureBlocking(false);
                    loop.watch(served, told::incrementAndGet);
                    peer.write(ByteBuffer.allocate(1));
                    serveWhileClosing(loop, served);
                }
            }
        } finally {
            loop.selector().close();
        }
        assertThat(told).hasValue(ROUNDS);
    }

    @Test
    void tellsThoseWhoWatchASocketThatIsClosedHere() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        AtomicInteger told = new AtomicInteger();
        Loop loop = new Loop();
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel watched = SocketChannel.open(address)) {
            watched.configureBlocking(false);
            loop.watch(watched, told::incrementAndGet);
            loop.tellOfClosed();
            assertThat(told).hasValue(0);
            assertThat(loop.isBusy()).isTrue();

            watched.close();
            loop.watch(watched, () -> told.addAndGet(10));
            assertThat(told).as("before the selector has noticed").hasValue(10);
            assertThat(loop.selector().selectNow()).isZero();
            loop.tellOfClosed();
            assertThat(told).hasValue(11);
            assertThat(loop.isBusy()).isFalse();
        } finally {
            loop.selector().close();
        }
    }

    private static void serveWhileClosing(Loop loop, SocketChannel served) throws Exception {
        loop.selector().select();
        CyclicBarrier together = new CyclicBarrier(2);
        FutureTask<Void> closing = new FutureTask<>(() -> {
            together.await();
            served.close();
            return null;
        });
        Thread closer = new Thread(closing, "closer");
        closer.start();
        together.await();
        loop.serve();
        closing.get();
        closer.join();
    }
}
