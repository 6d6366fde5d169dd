package io.multiproc.bench;

import java.io.IOException;

/** One of those compared: does the work of a row again and again, warm in between. */
interface Side extends AutoCloseable {

    /**
     * Does the work once.
     *
     * @return what it took, in the unit of the row
     */
    double sample() throws Exception;

    @Override
    default void close() throws IOException {}

    /** Makes a side ready for its first sample. */
    @FunctionalInterface
    interface Opener {
        Side open() throws Exception;
    }
}
