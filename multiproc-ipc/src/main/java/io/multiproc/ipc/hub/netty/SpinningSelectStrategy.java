package io.multiproc.ipc.hub.netty;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * Polls for some microseconds after the last activity before it blocks: an answer usually comes sooner than a sleeping
 * thread wakes up. Yields between polls, so that it does not hurt on a machine with fewer free cores than spinners.
 */
final class SpinningSelectStrategy implements SelectStrategy {

    private static final long SPIN_NANOS = 50_000;

    private long spinUntil = System.nanoTime();

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
        int ready = selectNow.get();
        if (ready > 0 || hasTasks) {
            spinUntil = System.nanoTime() + SPIN_NANOS;
            return ready;
        }
        if (spinUntil - System.nanoTime() > 0) {
            Thread.yield();
            return CONTINUE;
        }
        return SELECT;
    }
}
