package io.multiproc.ipc.hub.netty;

import io.multiproc.ipc.hub.ExpectedLinks;
import io.multiproc.ipc.hub.Hub;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The hub on one Netty event loop, {@code multiproc-hub}. */
public final class NettyHub implements Hub {

    private static final int BACKLOG = 1024;
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    /** A listener may be busy on the loop. */
    private static final long PATIENCE_SECONDS = 2;

    private final EventLoopGroup loop;

    /** The server's channel and all links that are open; once closed, it closes those that come late. */
    private final ChannelGroup channels;

    private NettyHub(EventLoopGroup loop) {
        this.loop = loop;
        this.channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    }

    /** Starts a hub that serves the socket at that path and lets the expected links in. */
    public static NettyHub start(Path address, ExpectedLinks links) {
        return start(address, links, Transport.choose(), HANDSHAKE);
    }

    @SuppressWarnings("deprecation") // AUTO_CLOSE: there is nothing in its place yet
    static NettyHub start(Path address, ExpectedLinks links, Transport transport, Duration handshake) {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("multiproc-hub", true), transport.ioHandler());
        NettyHub hub = new NettyHub(loop);
        try {
            Channel server = new ServerBootstrap()
                    .group(loop)
                    .channel(transport.serverChannel())
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    // a child that ends stops reading first: its last words are still to be read
                    .childOption(ChannelOption.AUTO_CLOSE, false)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            hub.channels.add(channel);
                            channel.pipeline().addLast(new LinkHandler(transport, address, links, handshake));
                        }
                    })
                    .bind(transport.address(address))
                    .syncUninterruptibly()
                    .channel();
            hub.channels.add(server);
        } catch (Throwable e) { // Netty throws checked exceptions that it does not declare
            hub.close();
            throw e;
        }
        return hub;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the loop's end is waited for
    public void close() {
        // in that order: a loop told to shut down while it runs its tasks ends without closing its channels (Netty 4.2)
        channels.close().addListener(closed -> loop.shutdownGracefully(0, 1, TimeUnit.SECONDS));
        loop.terminationFuture().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
