package io.multiproc.core.pool.wire;

import io.multiproc.core.failure.FailureMessage;

/**
 * The failure of one item, in its place among the results of a chunk.
 *
 * @param encoded as {@link FailureMessage} makes it
 * @param unread whether the item was not run, since it cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record WireFailure(byte[] encoded, boolean unread) {

    /** What to do about what cannot be read, as it is added to a message. */
    public static final String UNREAD_REMEDY =
            " (both processes need the same classes on their class paths, and what runs when"
                    + " such an object is read must not fail: constructors of records, readObject, readResolve)";
}
