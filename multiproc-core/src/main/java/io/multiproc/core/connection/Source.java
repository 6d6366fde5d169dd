package io.multiproc.core.connection;

import io.multiproc.ipc.pipe.MessageChannel;

/** A socket from which an inbox reads, until its end. */
final class Source {

    private final MessageChannel channel;
    private volatile boolean moved;

    Source(MessageChannel channel) {
        this.channel = channel;
    }

    MessageChannel channel() {
        return channel;
    }

    /** The other end goes on elsewhere after the end of this. */
    void markMoved() {
        moved = true;
    }

    boolean isMoved() {
        return moved;
    }
}
