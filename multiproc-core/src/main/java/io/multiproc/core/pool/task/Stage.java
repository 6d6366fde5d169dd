package io.multiproc.core.pool.task;

/** How far a worker had got with a task when it died. */
public enum Stage {

    /** It was to be its next one: maybe its message, or its function's, was too much for it. */
    RECEIVING,

    /** Its function was read. */
    READING_FUNCTION,

    /** The arguments of an item were read. */
    READING,

    /** An item ran. */
    RUNNING,

    /** All that it had not answered was run, and its results were about to leave the worker. */
    SENDING;

    /** Whether what was sent has been read, and the worker has outlived that. */
    public boolean isRead() {
        return compareTo(RUNNING) >= 0;
    }
}
