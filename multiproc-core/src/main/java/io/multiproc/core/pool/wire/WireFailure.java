package io.multiproc.core.pool.wire;

import io.multiproc.core.failure.FailureMessage;

/**
 * The failure of one item, in its place among the results of a chunk.
 *
 * @param encoded as {@link FailureMessage} makes it
 * @param unread whether the item was not run, since it cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record WireFailure(byte[] encoded, boolean unread) {}
