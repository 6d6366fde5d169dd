package io.multiproc.core.sync;

import io.multiproc.ipc.codec.Reductions;
import io.multiproc.ipc.memory.Slot;

/** An object in shared memory, of which a handle travels when it is sent. */
abstract class LiveSync {

    static {
        Reductions.register(new SyncReduction());
    }

    /** What others need to use the object; its place stays from then on. */
    abstract SyncHandle handle();

    /** Where it is. */
    abstract Slot slot();
}
