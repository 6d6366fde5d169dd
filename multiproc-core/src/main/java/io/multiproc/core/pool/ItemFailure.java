package io.multiproc.core.pool;

/** The failure of one item, as the program gets to see it, in its place among the results of a chunk. */
record ItemFailure(Throwable cause, long order) {

    /** Throws it. */
    RuntimeException thrown() {
        if (cause instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) cause;
    }
}
