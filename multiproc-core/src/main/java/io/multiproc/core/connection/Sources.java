package io.multiproc.core.connection;

import io.multiproc.ipc.time.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the messages of one end come from, in order, and what comes after the last one. There is more than one source
 * while the other end moves from process to process faster than this one reads.
 *
 * <p>Guarded by itself; {@link #changed} raises the version and wakes who waits for that.
 */
final class Sources {

    private final ArrayDeque<Source> sources = new ArrayDeque<>();
    private long version;
    private @Nullable IOException ending;

    synchronized void add(ChannelRoute route) {
        sources.add(new Source(route));
    }

    /** The other end will go on elsewhere, after what is still to be read from the last source. */
    synchronized void markLastMoved() {
        if (!sources.isEmpty()) {
            sources.getLast().markMoved();
        }
    }

    @Nullable
    synchronized Source first() {
        return sources.peek();
    }

    synchronized void remove(Source source) {
        sources.remove(source);
    }

    /** Forgets them all and gives them. */
    synchronized List<Source> removeAll() {
        List<Source> all = new ArrayList<>(sources);
        sources.clear();
        return all;
    }

    /** Nothing will come after what is there; the first reason counts. */
    synchronized void end(IOException reason) {
        if (ending == null) {
            ending = reason;
        }
    }

    @Nullable
    synchronized IOException ending() {
        return ending;
    }

    /** What to throw where nothing follows. */
    IOException failure(String name) {
        IOException reason = ending();
        if (reason != null && !(reason instanceof EOFException)) {
            return new IOException(reason.getMessage(), reason);
        }
        return new EOFException(
                "nothing more to receive on " + name + ": the other end is closed, or its process has ended");
    }

    synchronized long version() {
        return version;
    }

    /** Something is different: who waits looks again. */
    synchronized void changed() {
        version++;
        notifyAll();
    }

    /** Waits until the version is not the one that was seen; false: the time is over. */
    synchronized boolean awaitChange(long seen, long deadline) throws InterruptedException {
        while (version == seen) {
            if (Deadline.isOver(deadline)) {
                return false;
            }
            if (deadline == Deadline.NEVER) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, Deadline.remaining(deadline));
            }
        }
        return true;
    }
}
