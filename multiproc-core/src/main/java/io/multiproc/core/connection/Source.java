package io.multiproc.core.connection;

import io.multiproc.ipc.pipe.MessageChannel;

/** A socket from which an inbox reads, until its end. */
final class Source {

    private final ChannelRoute route;
    private volatile boolean moved;

    Source(ChannelRoute route) {
        this.route = route;
    }

    MessageChannel channel() {
        return route.channel();
    }

    /** Closes the socket, when what is being written to it in the background has been written. */
    void close() {
        route.close();
    }

    /** The other end goes on elsewhere after the end of this. */
    void markMoved() {
        moved = true;
    }

    boolean isMoved() {
        return moved;
    }
}
