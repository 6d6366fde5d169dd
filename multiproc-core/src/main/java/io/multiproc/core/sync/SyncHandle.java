package io.multiproc.core.sync;

/** What travels in the place of an object of this package. */
interface SyncHandle {

    /** The object, as the process has it where the handle arrives. */
    LiveSync restore();
}
