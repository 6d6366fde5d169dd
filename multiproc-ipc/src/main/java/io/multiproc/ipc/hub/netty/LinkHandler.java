package io.multiproc.ipc.hub.netty;

import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameAssembler;
import io.multiproc.ipc.frame.FrameDescriptor;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.frame.FrameType;
import io.multiproc.ipc.handshake.Handshake;
import io.multiproc.ipc.handshake.HandshakeException;
import io.multiproc.ipc.hub.ExpectedLinks;
import io.multiproc.ipc.hub.LinkListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelOutputShutdownException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection: the handshake first, then frames for its listener. All calls are on the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel, which is what is listened to
final class LinkHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = System.getLogger(LinkHandler.class.getName());

    private final Transport transport;
    private final Path address;
    private final ExpectedLinks links;
    private final Duration patience;
    private final Handshake.Challenger challenger = new Handshake.Challenger();
    private FrameAssembler frames = new FrameAssembler(Handshake.MAX_PAYLOAD_BYTES);
    private @Nullable LinkListener listener;
    private @Nullable IOException error;
    private @Nullable Future<?> deadline;

    LinkHandler(Transport transport, Path address, ExpectedLinks links, Duration patience) {
        this.transport = transport;
        this.address = address;
        this.links = links;
        this.patience = patience;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws IOException {
        String foreign = transport.foreignPeer(context.channel(), address.resolveSibling("."));
        if (foreign != null) {
            refuse(context, "the peer is another user's process: " + foreign);
            return;
        }
        deadline = context.executor()
                .schedule(() -> refuse(context, "no handshake in time"), patience.toMillis(), TimeUnit.MILLISECONDS);
        write(context, FrameType.CHALLENGE, challenger.challenge());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            for (ByteBuffer piece : bytes.nioBuffers()) {
                frames.feed(piece, frame -> take(context, frame));
            }
        } catch (FrameException e) {
            fail(context, e);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (listener != null) {
            listener.drained();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        if (error == null && frames.isInsideFrame()) {
            error = new EOFException("the link ended inside a frame");
        }
        if (listener != null) {
            listener.closed(error);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (isAbout(cause, "Broken pipe") || cause instanceof ChannelOutputShutdownException) {
            LOG.log(Level.DEBUG, "a peer does not read any more: what it has sent is still read", cause);
        } else if (isAbout(cause, "Connection reset")) {
            context.close(); // a peer that dies with unread frames: gone like any other
        } else {
            fail(context, cause instanceof IOException io ? io : new IOException("link failed: " + cause, cause));
        }
    }

    /** The JDK and Netty have the operating system's words only, and no type for them. */
    private static boolean isAbout(Throwable cause, String words) {
        return cause instanceof IOException
                && String.valueOf(cause.getMessage()).contains(words);
    }

    private void take(ChannelHandlerContext context, Frame frame) {
        if (error != null) {
            return;
        }
        if (listener != null) {
            listener.received(frame);
        } else {
            admit(context, frame);
        }
    }

    private void admit(ChannelHandlerContext context, Frame frame) {
        try {
            if (frame.type() != FrameType.ANSWER) {
                throw new HandshakeException("expected an answer: type=" + frame.type());
            }
            Handshake.Answer answer = Handshake.Answer.read(frame.payload());
            ExpectedLinks.Admitted admitted = links.admit(answer, challenger);
            cancelDeadline();
            frames = new FrameAssembler();
            write(context, FrameType.WELCOME, challenger.welcome(answer, admitted.ticket()));
            listener = admitted.listener();
            listener.opened(new NettyLink(context.channel()));
        } catch (HandshakeException e) {
            refuse(context, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(ChannelHandlerContext context, String reason) {
        error = new HandshakeException(reason);
        LOG.log(Level.WARNING, "refused a connection to {0}: {1}", address, reason);
        context.writeAndFlush(frame(FrameType.REFUSED, reason.getBytes(StandardCharsets.UTF_8)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void fail(ChannelHandlerContext context, IOException cause) {
        if (error == null) {
            error = cause;
        }
        if (listener == null) {
            LOG.log(Level.WARNING, "dropped a connection to " + address + " before its handshake", cause);
        }
        context.close();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private static void write(ChannelHandlerContext context, FrameType type, byte[] payload) {
        context.writeAndFlush(frame(type, payload), context.voidPromise());
    }

    private static ByteBuf frame(FrameType type, byte[] payload) {
        return Unpooled.wrappedBuffer(FrameDescriptor.frame(type, 0, payload));
    }
}
