package io.multiproc.ipc.hub.netty;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

/** The two ways to serve a Unix domain socket. */
enum Transport {
    /** Linux's epoll through Netty's native library. */
    EPOLL {
        @Override
        IoHandlerFactory ioHandler() {
            return EpollIoHandler.newFactory(0, SpinningSelectStrategy::new);
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return EpollServerDomainSocketChannel.class;
        }

        @Override
        SocketAddress address(Path path) {
            return new DomainSocketAddress(path.toFile());
        }

        @Override
        @Nullable
        String foreignPeer(Channel channel, Path directory) throws IOException {
            int peer = ((EpollDomainSocketChannel) channel).peerCredentials().uid();
            Object own = Files.getAttribute(directory, "unix:uid");
            return own.equals(peer) ? null : "uid=" + peer + ", expected " + own;
        }
    },

    /** The JDK's own selector. */
    NIO {
        @Override
        IoHandlerFactory ioHandler() {
            return NioIoHandler.newFactory(SelectorProvider.provider(), SpinningSelectStrategy::new);
        }

        @Override
        Class<? extends ServerChannel> serverChannel() {
            return NioServerDomainSocketChannel.class;
        }

        @Override
        SocketAddress address(Path path) {
            return UnixDomainSocketAddress.of(path);
        }

        @Override
        @Nullable
        String foreignPeer(Channel channel, Path directory) throws IOException {
            UnixDomainPrincipal peer;
            try {
                peer = channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
            } catch (UnsupportedOperationException e) {
                return null; // a platform without peer credentials: the directory's mode and the key must do
            }
            if (peer == null) {
                return "no credentials";
            }
            Object own = Files.getOwner(directory);
            return own.equals(peer.user()) ? null : "user=" + peer.user() + ", expected " + own;
        }
    };

    /** The best one here. */
    static Transport choose() {
        boolean wanted = Boolean.parseBoolean(System.getProperty("multiproc.native", "true"));
        return wanted && isLinux() && Epoll.isAvailable() ? EPOLL : NIO;
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }

    abstract IoHandlerFactory ioHandler();

    abstract Class<? extends ServerChannel> serverChannel();

    abstract SocketAddress address(Path path);

    /** What is wrong with the process at the other end, or null if it belongs to the owner of the directory. */
    @Nullable
    abstract String foreignPeer(Channel channel, Path directory) throws IOException;
}
