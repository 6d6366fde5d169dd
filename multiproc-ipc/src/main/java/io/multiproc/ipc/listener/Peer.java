package io.multiproc.ipc.listener;

import io.multiproc.ipc.pipe.MessageChannel;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection, after the handshake.
 *
 * @param channel for messages
 * @param address where it is; null: at the other side of a Unix socket, whose user is the one of this process
 */
public record Peer(MessageChannel channel, @Nullable SocketAddress address) {}
