package io.multiproc.core.spawn;

import java.nio.ByteBuffer;

/**
 * What a child says when it is about to end by itself: the payload of an EXITING frame.
 *
 * <pre>
 * called:1   times of its start: see {@link StartPhases}
 * </pre>
 *
 * @param isCalled whether {@code System.exit} was called, so that an exit code is the child's own even if it looks like
 *     a signal's; else its last thread has ended
 * @param times when it did what, for measurements
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record ExitNotice(boolean isCalled, byte[] times) {

    byte[] toPayload() {
        return ByteBuffer.allocate(1 + times.length)
                .put((byte) (isCalled ? 1 : 0))
                .put(times)
                .array();
    }

    static ExitNotice read(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        boolean called = in.hasRemaining() && in.get() != 0;
        byte[] times = new byte[in.remaining()];
        in.get(times);
        return new ExitNotice(called, times);
    }
}
