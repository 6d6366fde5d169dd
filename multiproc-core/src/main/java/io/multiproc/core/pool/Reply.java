package io.multiproc.core.pool;

/** What became of a task. */
sealed interface Reply {

    /** Position among all replies of the pool: the error that came first is the one a map throws. */
    long order();

    /** The worker answered; decoded by the thread that asks for it. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
    record Answer(long order, boolean failed, byte[] payload, String worker, long pid) implements Reply {}

    /** There will be no answer. */
    record Lost(long order, RuntimeException reason) implements Reply {}
}
