package io.multiproc.ipc.listener;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The socket of a listener. */
public final class ServerSocket implements Closeable {

    private final ServerSocketChannel channel;
    private final SocketAddress address;
    private final @Nullable Path file;

    private ServerSocket(ServerSocketChannel channel, SocketAddress address, @Nullable Path file) {
        this.channel = channel;
        this.address = address;
        this.file = file;
    }

    /** Listens there; a Unix socket has mode 0600. */
    public static ServerSocket bind(SocketAddress address, int backlog) throws IOException {
        if (address instanceof InetSocketAddress internet && internet.isUnresolved()) {
            throw new BindException("cannot listen at " + address + ": the host name is not known");
        }
        Path file = address instanceof UnixDomainSocketAddress unix ? unix.getPath() : null;
        ServerSocketChannel channel =
                file == null ? ServerSocketChannel.open() : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            if (file == null) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            channel.bind(address, backlog);
            if (file != null
                    && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            channel.configureBlocking(false);
            return new ServerSocket(channel, channel.getLocalAddress(), file);
        } catch (IOException e) {
            channel.close();
            throw explained(e, address, file);
        }
    }

    /** Not blocking, until somebody says otherwise. */
    public ServerSocketChannel channel() {
        return channel;
    }

    /** Where it listens: at the port that it got. */
    public SocketAddress address() {
        return address;
    }

    /** The file of a Unix socket. */
    @Nullable
    Path file() {
        return file;
    }

    /** Does not listen any more, and removes the file of a Unix socket. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static IOException explained(IOException e, SocketAddress address, @Nullable Path file) {
        String hint = file != null && Files.exists(file)
                ? " (if no program listens there any more, remove the file; "
                        + "a listener without an address needs none)"
                : "";
        IOException explained = new BindException("cannot listen at " + address + ": " + e.getMessage() + hint);
        explained.initCause(e);
        return explained;
    }
}
