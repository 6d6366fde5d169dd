package io.multiproc.core.listener;

import static io.multiproc.Multiprocessing.awaitAny;
import static io.multiproc.Multiprocessing.clientBuilder;
import static io.multiproc.Multiprocessing.listenerBuilder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.connection.AuthenticationException;
import io.multiproc.connection.ClientBuilder;
import io.multiproc.connection.Connection;
import io.multiproc.connection.ConnectionListener;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.SameWithoutNative;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted listeners and clients. */
@ExtendWith(CleanExit.class)
@SameWithoutNative
class TlsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final byte[] KEY = {1, 2, 3};

    @TempDir
    static Path folder;

    private static LocalhostCertificate certificate;
    private static SSLContext context;

    private final BlockingQueue<AuthenticationException> refused = new ArrayBlockingQueue<>(100);

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = LocalhostCertificate.in(folder);
        context = certificate.context();
    }

    private ConnectionListener.Builder server() {
        return listenerBuilder()
                .address(new InetSocketAddress("localhost", 0))
                .authkey(KEY)
                .onRefused((client, reason) -> refused.add(reason));
    }

    private static ClientBuilder tlsClient() {
        return clientBuilder().authkey(KEY).tls(context);
    }

    /** By name: a certificate is compared with it. */
    private static SocketAddress named(ConnectionListener listener) {
        return new InetSocketAddress("localhost", ((InetSocketAddress) listener.address()).getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @SuppressWarnings("try") // closed by hand: that is what the other side learns
    void messagesOfAnySizeCross(String version) throws Exception {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {version});
        try (ConnectionListener listener = server().tls(context, parameters).listen();
                Connection client = tlsClient().connect(named(listener));
                Connection accepted = listener.accept(LONG)) {
            client.send("hello");
            assertThat(awaitAny(List.of(client, accepted), LONG)).containsExactly(accepted);
            assertThat(accepted.recv()).isEqualTo("hello");
            Thread echo = new Thread(() -> {
                try {
                    while (true) {
                        accepted.sendBytes(accepted.recvBytes());
                    }
                } catch (EOFException e) {
                    accepted.close();
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            echo.start();
            for (int size : new int[] {0, 1, 16_384, 16_385, 300_000, 8 << 20}) {
                byte[] message = new byte[size];
                new Random(size).nextBytes(message);
                client.sendBytes(message);
                assertThat(client.recvBytes()).isEqualTo(message);
            }
            assertThat(client.poll()).isFalse();
            client.close();
            echo.join();
        }
    }

    @Test
    void bothSidesSendAtTheSameTime() throws Exception {
        try (ConnectionListener listener = server().tls(context).listen();
                Connection client = tlsClient().connect(named(listener));
                Connection accepted = listener.accept(LONG)) {
            byte[] large = new byte[4 << 20];
            new Random(2).nextBytes(large);
            Thread sender = new Thread(() -> {
                try {
                    accepted.sendBytes(large);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            Thread receiver = new Thread(() -> {
                try {
                    assertThat(accepted.recvBytes()).isEqualTo(large);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            Thread other = new Thread(() -> {
                try {
                    client.sendBytes(large);
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            List<Thread> threads = List.of(sender, receiver, other);
            threads.forEach(Thread::start);
            assertThat(client.recvBytes()).isEqualTo(large);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void anInterruptedSendLeavesAWholeMessage() throws Exception {
        try (ConnectionListener listener = server().tls(context).listen();
                Connection client = tlsClient().connect(named(listener));
                Connection accepted = listener.accept(LONG)) {
            byte[] large = new byte[16 << 20]; // more than the buffers of a side that does not read take
            new Random(3).nextBytes(large);
            BlockingQueue<Boolean> interrupted = new ArrayBlockingQueue<>(1);
            Thread sender = new Thread(() -> {
                try {
                    client.sendBytes(large);
                    interrupted.add(Thread.interrupted());
                    client.sendBytes(new byte[] {1});
                } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            sender.start();
            assertThat(accepted.poll(LONG)).isTrue();
            sender.interrupt();
            assertThat(interrupted.poll(50, TimeUnit.SECONDS)).isTrue();
            assertThat(accepted.recvBytes()).isEqualTo(large);
            assertThat(accepted.recvBytes()).isEqualTo(new byte[] {1});
            sender.join();
        }
    }

    @Test
    void aClientThatStopsInTheHandshakeCostsNoProcessorTime() throws Exception {
        try (ConnectionListener listener =
                        server().tls(context).handshakeTimeout(LONG).listen();
                SocketChannel stopped = SocketChannel.open(listener.address())) {
            stopped.write(ByteBuffer.wrap(new byte[] {22, 3, 1})); // the first bytes of a ClientHello
            long thread = listenerThread();
            try (Connection client = tlsClient().connect(named(listener));
                    Connection accepted = listener.accept(LONG)) {
                client.send("the bytes before have been seen");
                assertThat(accepted.recv()).isEqualTo("the bytes before have been seen");
            }
            long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
            assertThatThrownBy(() -> listener.accept(Duration.ofMillis(1500))).isInstanceOf(TimeoutException.class);
            long used = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread) - before;
            assertThat(Duration.ofNanos(used)).isLessThan(Duration.ofMillis(300));
        }
    }

    private static long listenerThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("multiproc-listener-"))
                .mapToLong(Thread::getId)
                .max()
                .orElseThrow();
    }

    @Test
    void aPlainClientIsRefusedAndAPlainListenerIsNotTalkedTo() throws Exception {
        try (ConnectionListener encrypted =
                        server().tls(context).handshakeTimeout(LONG).listen();
                ConnectionListener plain = server().listen()) {
            assertThatThrownBy(() -> clientBuilder()
                            .authkey(KEY)
                            .timeout(Duration.ofMillis(300))
                            .connect(named(encrypted)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("both or none encrypted");
            assertThat(refused.poll(50, TimeUnit.SECONDS)).isNotNull();
            assertThatThrownBy(() -> tlsClient().connect(named(plain))).isInstanceOf(SSLException.class);
            assertThat(refused.poll(50, TimeUnit.SECONDS)).isNotNull();
            try (SocketChannel noise = SocketChannel.open(encrypted.address())) {
                noise.write(ByteBuffer.wrap(new byte[5000]));
                assertThat(refused.poll(50, TimeUnit.SECONDS)).isNotNull();
            }
            try (Connection client = tlsClient().connect(named(encrypted));
                    Connection accepted = encrypted.accept(LONG)) {
                client.send(1);
                assertThat(accepted.recv()).isEqualTo(1);
            }
        }
    }

    @Test
    void aCertificateOfAnotherHostOrStrangerIsRefused() throws Exception {
        try (ConnectionListener listener = server().tls(context).listen()) {
            SocketAddress byNumber =
                    new InetSocketAddress("127.0.0.1", ((InetSocketAddress) listener.address()).getPort());
            assertThatThrownBy(() -> tlsClient().connect(byNumber)).isInstanceOf(SSLException.class);
            assertThatThrownBy(() -> clientBuilder()
                            .authkey(KEY)
                            .tls(SSLContext.getDefault())
                            .connect(named(listener)))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    @SuppressWarnings("try") // closed by hand: that is what the other side learns
    void aClientWithoutACertificateIsRefusedIfOneIsNeeded() throws Exception {
        SSLParameters strict = context.getDefaultSSLParameters();
        strict.setNeedClientAuth(true);
        SSLContext bare = certificate.trust();
        try (ConnectionListener listener = server().tls(context, strict).listen()) {
            assertThatThrownBy(() -> clientBuilder().authkey(KEY).tls(bare).connect(named(listener)))
                    .isInstanceOf(IOException.class);
            try (Connection client = tlsClient().connect(named(listener));
                    Connection accepted = listener.accept(LONG)) {
                accepted.close();
                assertThatThrownBy(client::recv).isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void isForTcpOnly() {
        assertThatThrownBy(() -> tlsClient().connect(UnixDomainSocketAddress.of("/tmp/no-such")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TLS is for TCP only: address=/tmp/no-such"
                        + " (what crosses a Unix socket does not leave the machine)");
    }
}
