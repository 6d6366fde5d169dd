package io.multiproc.core.sync;

import io.multiproc.ipc.memory.WaitCells;

/** More threads than can wait at conditions and barriers that one process has made. */
final class Crowd {

    static final String REMEDY = "make them in several processes, or in a manager: manager.condition, manager.barrier";

    private Crowd() {}

    static IllegalStateException exception() {
        return new IllegalStateException("too many threads wait at conditions and barriers that one process has made:"
                + " more than " + WaitCells.MOST + " (" + REMEDY + ")");
    }
}
