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
import java.util.concurrent.TimeUnit;

/** The hub on one Netty event loop, {@code multiproc-hub}. */
public final class NettyHub implements Hub {

    private static final int BACKLOG = 1024;

    private final EventLoopGroup loop;

    private NettyHub(EventLoopGroup loop) {
        this.loop = loop;
    }

    /** Starts a hub that serves the socket at that path and lets the expected links in. */
    public static NettyHub start(Path address, ExpectedLinks links) {
        Transport transport = Transport.choose();
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("multiproc-hub", true), transport.ioHandler());
        new ServerBootstrap()
                .group(loop)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LinkHandler(transport, address, links));
                    }
                })
                .bind(transport.address(address))
                .syncUninterruptibly();
        return new NettyHub(loop);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
