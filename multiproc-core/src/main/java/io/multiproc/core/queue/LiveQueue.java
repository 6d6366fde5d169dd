package io.multiproc.core.queue;

import io.multiproc.ipc.codec.Reductions;

/** A queue that programs use, of which the handle travels when it is sent. */
abstract class LiveQueue {

    static {
        Reductions.register(new QueueReduction());
    }

    /** What others need to use the queue. */
    abstract QueueHandle handle();
}
