package io.multiproc.ipc.listener;

import io.multiproc.ipc.time.Deadline;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The clients of a listener that have proved the key and wait until somebody takes them. Guarded by itself. */
final class Admitted {

    private final String listener;
    private final ArrayDeque<Peer> peers = new ArrayDeque<>();
    private boolean closed;
    private @Nullable IOException failure;

    /**
     * None yet.
     *
     * @param listener what it is called in messages
     */
    Admitted(String listener) {
        this.listener = listener;
    }

    synchronized void add(Peer peer) {
        peers.add(peer);
        notifyAll();
    }

    synchronized int size() {
        return peers.size();
    }

    /** Whether {@link #take} would not wait. */
    synchronized boolean isReady() {
        return closed || !peers.isEmpty();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /**
     * Waits for a client, and takes it.
     *
     * @return null: the time is over
     * @throws IOException if there is none, and there will be no more
     */
    synchronized @Nullable Peer take(long deadline) throws IOException, InterruptedException {
        while (peers.isEmpty()) {
            if (closed) {
                throw failure != null
                        ? new IOException(listener + " failed", failure)
                        : new IOException(listener + " is closed");
            }
            if (Deadline.isOver(deadline)) {
                return null;
            }
            if (deadline == Deadline.NEVER) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, Deadline.remaining(deadline));
            }
        }
        return peers.remove();
    }

    /** There will be no more; those who are here can still be taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Nobody takes any: gives those who are left. */
    synchronized List<Peer> end(@Nullable IOException reason) {
        close();
        failure = reason;
        List<Peer> left = List.copyOf(peers);
        peers.clear();
        return left;
    }
}
