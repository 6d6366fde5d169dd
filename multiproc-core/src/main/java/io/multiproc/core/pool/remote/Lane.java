package io.multiproc.core.pool.remote;

import io.multiproc.core.pool.wire.WorkerMemory;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameException;
import io.multiproc.ipc.hub.Link;
import io.multiproc.ipc.ring.FrameRing;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pool's end of the two ways to a worker: memory, for what is small and a worker that is awake, and the link. What
 * is sent arrives in the order of sending. Sending is thread-safe; the rest is guarded by the dispatcher's lock.
 */
public final class Lane {

    private static final Logger LOG = System.getLogger(Lane.class.getName());

    private final FrameRing tasks;
    private final FrameRing outcomes;
    private @Nullable Link link;
    private long byLink;
    private volatile boolean damaged;

    Lane(WorkerMemory memory) {
        this.tasks = memory.tasks();
        this.outcomes = memory.outcomes();
    }

    /** There is a link: the first of all calls. */
    synchronized void opened(Link opened) {
        link = opened;
    }

    synchronized void send(byte[] frame) {
        Link current = link;
        if (current == null) {
            throw new IllegalStateException("there is no link to the worker yet");
        }
        if (tasks.isLookedAt() && tasks.haveArrived(byLink) && tasks.offer(frame)) {
            if (tasks.mustKnock()) {
                current.send(FrameRing.knock());
            }
        } else {
            byLink++;
            current.send(frame);
        }
    }

    /** Whether nothing of the worker's is there to be taken; by any thread. */
    public boolean isEmpty() {
        return damaged || outcomes.isEmpty();
    }

    /** The outcomes that the worker has put into memory; it may be dead. */
    public List<Frame> take() {
        List<Frame> taken = new ArrayList<>();
        try {
            for (Frame outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
                taken.add(outcome);
            }
        } catch (FrameException e) {
            LOG.log(Level.WARNING, "a worker's memory is damaged: its link is closed, which ends it", e);
            close();
        }
        return taken;
    }

    private synchronized void close() {
        damaged = true;
        if (link != null) {
            link.close();
        }
    }

    /** Whether somebody looks, or is to be woken by a knock; what has come in until now is to be taken after that. */
    public void watch(boolean somebody) {
        if (somebody) {
            outcomes.look();
        } else {
            outcomes.lookAway();
        }
    }
}
