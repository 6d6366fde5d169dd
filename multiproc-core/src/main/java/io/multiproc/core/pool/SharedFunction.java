package io.multiproc.core.pool;

/**
 * A function that many tasks name: sent to a worker once, before the first task that needs it.
 *
 * <p>All but the final fields are guarded by the dispatcher's lock.
 */
final class SharedFunction {

    private final int id;

    private final byte[] frame;

    private int uses;
    private boolean complete;

    SharedFunction(int id, byte[] frame) {
        this.id = id;
        this.frame = TaskMessage.function(frame, id);
    }

    int id() {
        return id;
    }

    byte[] frame() {
        return frame;
    }

    void used() {
        uses++;
    }

    void released() {
        uses--;
    }

    /** No further task will name it. */
    void completed() {
        complete = true;
    }

    boolean isDispensable() {
        return complete && uses == 0;
    }
}
