package io.multiproc.core.pool.blame;

/** The failure of one item, as the program gets to see it, in its place among the results of a chunk. */
public record ItemFailure(Throwable cause, long order) {

    /** Throws it. */
    public RuntimeException thrown() {
        if (cause instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) cause;
    }
}
