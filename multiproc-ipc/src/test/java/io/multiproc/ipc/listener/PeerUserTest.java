package io.multiproc.ipc.listener;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.ipc.handshake.HandshakeException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is at the other side of a listener's socket. The file's owner decides who is another. */
class PeerUserTest {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    @Test
    @SuppressWarnings("try") // the client is only there
    void letsTheOwnerInAndNobodyElse() throws Exception {
        Path socket = directory.resolve("listener.sock");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address);
                SocketChannel accepted = server.accept()) {
            assertThatCode(() -> PeerUser.check(accepted, socket)).doesNotThrowAnyException();
            Path foreign = anothers(socket);
            assertThatThrownBy(() -> PeerUser.check(accepted, foreign))
                    .isInstanceOf(HandshakeException.class)
                    .hasMessageStartingWith("the process at the other side belongs to another user: user="
                            + System.getProperty("user.name") + ", expected ");
        }
    }

    /** Root gives the socket away; for others, root's own directory will do. */
    private static Path anothers(Path socket) throws Exception {
        if (!Files.getAttribute(socket, "unix:uid").equals(ROOT)) {
            return Path.of("/");
        }
        Files.setAttribute(socket, "unix:uid", NOBODY);
        return socket;
    }
}
