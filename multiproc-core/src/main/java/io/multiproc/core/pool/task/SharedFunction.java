package io.multiproc.core.pool.task;

import io.multiproc.core.pool.wire.TaskMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A function that many tasks name: sent to a worker once, before the first task that needs it.
 *
 * <p>All but the final fields are guarded by the dispatcher's lock.
 */
public final class SharedFunction {

    private final int id;

    private final byte[] frame;

    private int uses;
    private boolean complete;
    private boolean proven;
    private List<LastMoments> killed = List.of();
    private final List<LastMoments> killedReaders = new ArrayList<>();

    public SharedFunction(int id, byte[] frame) {
        this.id = id;
        this.frame = TaskMessage.function(frame, id);
    }

    public int id() {
        return id;
    }

    public byte[] frame() {
        return frame;
    }

    public void used() {
        uses++;
    }

    public void released() {
        uses--;
    }

    /** No further task will name it. */
    public void completed() {
        complete = true;
    }

    /** A worker has received and read it, and has lived on. */
    public void proved() {
        proven = true;
        killed = List.of();
        killedReaders.clear();
    }

    /** One more worker has died as it read it; all that have since one lived on, in order. */
    public List<LastMoments> diedReading(LastMoments worker) {
        killedReaders.add(worker);
        return List.copyOf(killedReaders);
    }

    /**
     * These workers have died before they had begun a task with it: if none has ever lived on, it is to blame for that.
     */
    public void suspect(List<LastMoments> workers) {
        if (!proven) {
            killed = workers;
        }
    }

    /** Whom it has killed: no further worker is to receive it then; empty as long as it may be innocent. */
    public List<LastMoments> killed() {
        return killed;
    }

    public boolean isDispensable() {
        return complete && uses == 0;
    }
}
