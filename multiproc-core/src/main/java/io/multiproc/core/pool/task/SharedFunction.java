package io.multiproc.core.pool.task;

import io.multiproc.core.pool.wire.TaskMessage;

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

    public boolean isDispensable() {
        return complete && uses == 0;
    }
}
