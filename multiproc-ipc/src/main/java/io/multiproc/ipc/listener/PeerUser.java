package io.multiproc.ipc.listener;

import io.multiproc.ipc.handshake.HandshakeException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Looks at who is at the other side of a Unix socket. */
final class PeerUser {

    private PeerUser() {}

    /**
     * Checks that it is the owner of the socket's file.
     *
     * @throws HandshakeException if it is not
     */
    static void check(SocketChannel channel, Path socket) throws IOException {
        UnixDomainPrincipal peer;
        try {
            peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        } catch (UnsupportedOperationException e) {
            return; // a platform without peer credentials: the mode of the file must do
        }
        UserPrincipal own = Files.getOwner(socket);
        if (peer == null || !own.equals(peer.user())) {
            throw new HandshakeException("the process at the other side belongs to another user: user="
                    + (peer == null ? "unknown" : peer.user().getName()) + ", expected " + own.getName());
        }
    }
}
