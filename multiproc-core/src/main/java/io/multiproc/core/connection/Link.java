package io.multiproc.core.connection;

import io.multiproc.ipc.meeting.Appointment;
import io.multiproc.ipc.meeting.Contact;
import io.multiproc.ipc.pipe.MessageChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Where the other end is, as an end knows it.
 *
 * <pre>
 * Local ──▶ Awaited ◀──▶ Attached ──▶ Leaving ──▶ Left ──▶ Awaited (arrived, or given back)
 * any of them ──▶ Gone (the other end), Closed (this end)
 * </pre>
 */
sealed interface Link {

    /** In this process. */
    record Local(End peer) implements Link {}

    /**
     * On its way; it calls when it has arrived.
     *
     * @param appointment where it calls
     * @param waitingRoom the socket to the process that will send it here, whose end means that it will not come
     */
    record Awaited(Appointment appointment, @Nullable SocketChannel waitingRoom) implements Link {}

    /**
     * In another process, or again in this one, at the other side of a socket.
     *
     * @param own where the other end calls before it moves
     * @param peer where to call before this end moves
     */
    record Attached(MessageChannel channel, ChannelRoute route, Appointment own, Contact peer) implements Link {}

    /**
     * In a program that came through a listener, at the other side of a socket, which neither end leaves.
     *
     * @param route to it
     */
    record Foreign(ChannelRoute route) implements Link {}

    /** Attached, while this end asks the other for its leave. */
    record Leaving(Attached attached) implements Link {}

    /** This end was handed over. */
    record Left() implements Link {}

    /** The other end is closed, or its process has ended. */
    record Gone() implements Link {}

    /** This end is closed. */
    record Closed() implements Link {}
}
