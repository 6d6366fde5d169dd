package io.multiproc.ipc.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.handshake.LinkKind;
import io.multiproc.ipc.handshake.LinkTicket;
import io.multiproc.ipc.listener.Acceptor;
import io.multiproc.ipc.listener.PeerDialer;
import io.multiproc.ipc.listener.PeerSettings;
import io.multiproc.ipc.listener.Tls;
import io.multiproc.testkit.Descriptors;
import io.multiproc.testkit.SameWithoutNative;
import io.multiproc.testkit.Threads;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever end gives up a handshake with one who is silent: its thread goes on, and nothing of the link is left. */
@SameWithoutNative
class FailedHandshakesTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration MOMENT = Duration.ofMillis(10);
    private static final int MANY = 20;
    private static final int LIMIT = 1024;
    private static final LinkTicket TICKET = LinkTicket.issue(7);

    private static final Acceptor.Events UNHEARD = new Acceptor.Events() {

        @Override
        public void changed() {}

        @Override
        public void refused(@Nullable SocketAddress client, HandshakeException reason) {}
    };

    @TempDir
    Path directory;

    private UnixDomainSocketAddress address;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        address = UnixDomainSocketAddress.of(directory.resolve("silent"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address, 2 * MANY);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void whoConnectsToASilentHubLeavesNothing() {
        leavesNothing(() -> Endpoint.connect(address.getPath(), TICKET, LinkKind.QUEUE, new TimeLimit(MOMENT, MOMENT)));
    }

    @Test
    void whoConnectsToASilentManagerLeavesNothing() {
        leavesNothing(() -> Endpoint.connect(address, TICKET, LinkKind.MANAGER, null, new TimeLimit(MOMENT, MOMENT)));
    }

    @Test
    void whoConnectsToASilentListenerLeavesNothing() {
        leavesNothing(() -> PeerDialer.connect(address, new PeerSettings(null, null, MOMENT, LIMIT)));
    }

    @Test
    void whoConnectsToASilentListenerAndWouldEncryptLeavesNothing() throws Exception {
        Tls tls = tls();
        leavesNothing(() -> PeerDialer.connect(address, new PeerSettings(null, tls, MOMENT, LIMIT)));
    }

    @Test
    void whoHasNotTheKeyOfAListenerLeavesNothing() throws Exception {
        UnixDomainSocketAddress keyed = UnixDomainSocketAddress.of(directory.resolve("keyed"));
        Acceptor acceptor = Acceptor.open(keyed, new PeerSettings(new byte[] {1}, null, LONG, LIMIT), MANY, UNHEARD);
        try {
            acceptor.start();
            leavesNothing(
                    () -> PeerDialer.connect(keyed, new PeerSettings(new byte[] {2}, null, LONG, LIMIT)),
                    HandshakeException.class);
        } finally {
            acceptor.close();
        }
    }

    private static void leavesNothing(ThrowingCallable connect) {
        leavesNothing(connect, SocketTimeoutException.class);
    }

    private static void leavesNothing(ThrowingCallable connect, Class<? extends Exception> failure) {
        assertThatThrownBy(connect).isInstanceOf(failure); // what is opened once is open
        int before = Descriptors.count();
        for (int count = 0; count < MANY; count++) {
            assertThatThrownBy(connect).isInstanceOf(failure);
        }
        assertThat(Descriptors.count()).isLessThan(before + MANY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @SuppressWarnings("try") // closed by hand: that is what the other thread learns
    void aLinkThatIsClosedLetsNobodyInAndKeepsNoThread(boolean encrypted) throws Exception {
        try (SocketChannel silent = SocketChannel.open(address);
                Endpoint link = Endpoint.accepted(server.accept(), encrypted ? tls() : null)) {
            FutureTask<Void> lettingIn = new FutureTask<>(() -> {
                link.letIn(TICKET, LinkKind.MANAGER);
                return null;
            });
            Thread thread = new Thread(lettingIn, "lets-in");
            thread.start();
            await().atMost(LONG).until(() -> Threads.isIn(thread, "select"));
            link.close();
            assertThatThrownBy(() -> lettingIn.get(LONG.toSeconds(), TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IOException.class);
            assertThat(silent.isOpen()).isTrue();
        }
    }

    private static Tls tls() throws NoSuchAlgorithmException {
        return new Tls(SSLContext.getDefault(), null);
    }
}
