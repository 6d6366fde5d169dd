package io.multiproc.ipc.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // servers are only connected to, and sockets are closed by hand
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

    /** A program may do so with a socket of its own while it is waited for. */
    @Test
    void tellsThoseWhoWatchASocketThatHasBecomeBlocking() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        AtomicInteger told = new AtomicInteger();
        Loop loop = new Loop();
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel blocking = SocketChannel.open(address)) {
            loop.execute(() -> loop.watch(blocking, told::incrementAndGet));
            loop.runOrders();
            assertThat(told).hasValue(1);
        } finally {
            loop.selector().close();
        }
    }

    @Test
    void goesOnAfterAnOrderThatFails() throws Exception {
        AtomicInteger done = new AtomicInteger();
        Loop loop = new Loop();
        try {
            loop.execute(() -> {
                throw new IllegalStateException("made by the test");
            });
            loop.execute(done::incrementAndGet);
            loop.runOrders();
            assertThat(done).hasValue(1);
        } finally {
            loop.selector().close();
        }
    }

    @Test
    void tellsThoseWhoAreLeftWhenItFails() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        AtomicInteger told = new AtomicInteger();
        AtomicReference<IOException> cut = new AtomicReference<>();
        Loop loop = new Loop();
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel socket = SocketChannel.open(address)) {
            socket.configureBlocking(false);
            loop.watch(socket, told::incrementAndGet);
            loop.write(socket, List.of(ByteBuffer.allocate(16 << 20)).iterator(), cut::set);
            List<Runnable> left = loop.left();
            loop.selector().close();
            left.forEach(Runnable::run);
            assertThat(told).hasValue(1);
            assertThat(cut.get()).hasMessage("the thread that wrote it has ended");

            loop.execute(() -> loop.watch(socket, told::incrementAndGet));
            loop.runOrders();
            assertThat(told).as("too late").hasValue(2);
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
