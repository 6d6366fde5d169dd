package io.multiproc.core.pool;

/**
 * The failure of one item, in its place among the results of a chunk.
 *
 * @param encoded as {@link RemoteFailure} makes it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record WireFailure(byte[] encoded) {}
