package io.multiproc.pool;

import java.util.OptionalLong;

/**
 * How far one call of a map is, at one moment. Immutable.
 *
 * @param done number of items that the workers are done with, whether they failed or not
 * @param failed number of failures that the call has read so far; an {@code imap} reads one when it is asked for the
 *     item
 * @param total number of all items; empty as long as the end of the input was not seen
 * @param isLast whether the call is over, and this is the last that is told of it
 */
public record PoolProgress(long done, long failed, OptionalLong total, boolean isLast) {}
