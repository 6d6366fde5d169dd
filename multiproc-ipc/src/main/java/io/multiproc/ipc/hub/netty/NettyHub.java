package io.multiproc.ipc.hub.netty;

import io.multiproc.ipc.hub.ExpectedLinks;
import io.multiproc.ipc.hub.Hub;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The hub on one Netty event loop, {@code multiproc-hub}. */
public final class NettyHub implements Hub {

    private static final int BACKLOG = 1024;
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private final EventLoopGroup loop;

    private NettyHub(EventLoopGroup loop) {
        this.loop = loop;
    }

    /** Starts a hub that serves the socket at that path and lets the expected links in. */
    public static NettyHub start(Path address, ExpectedLinks links) {
        return start(address, links, Transport.choose(), HANDSHAKE);
    }

    static NettyHub start(Path address, ExpectedLinks links, Transport transport, Duration handshake) {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("multiproc-hub", true), transport.ioHandler());
        NettyHub hub = new NettyHub(loop);
        try {
            new ServerBootstrap()
                    .group(loop)
                    .channel(transport.serverChannel())
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    // a frame that cannot be written must not cost what the peer has sent before it ended
                    .childOption(ChannelOption.AUTO_CLOSE, false)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(new LinkHandler(transport, address, links, handshake));
                        }
                    })
                    .bind(transport.address(address))
                    .syncUninterruptibly();
        } catch (Throwable e) { // Netty throws checked exceptions that it does not declare
            hub.close();
            throw e;
        }
        return hub;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
