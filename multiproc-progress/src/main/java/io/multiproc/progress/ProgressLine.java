package io.multiproc.progress;

import io.multiproc.pool.PoolProgress;

/** Shows people how far one call is. Used by one thread at a time. */
interface ProgressLine {

    void show(PoolProgress progress);

    /** Ends the line; what is printed from now on stands below it. */
    void end();

    /** Makes a line when a call begins. */
    @FunctionalInterface
    interface Maker {

        /** A line for so many items; negative if that is not known yet. */
        ProgressLine begin(long total);
    }
}
