package io.multiproc.core.manager;

import io.multiproc.core.manager.SilentRelay.Tap;
import io.multiproc.ipc.frame.Frame;
import io.multiproc.ipc.frame.FrameAssembler;
import io.multiproc.ipc.frame.FrameType;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Counts the messages of a network by what they are. Guarded by itself. */
final class FrameCounter implements Supplier<Tap> {

    private final Map<FrameType, Integer> counts = new EnumMap<>(FrameType.class);

    @Override
    public Tap get() {
        FrameAssembler frames = new FrameAssembler();
        return (bytes, count) -> frames.feed(ByteBuffer.wrap(bytes, 0, count), this::count);
    }

    private synchronized void count(Frame frame) {
        if (frame.type() != FrameType.RELEASE) { // comes whenever the collector has found a proxy, and has no answer
            counts.merge(frame.type(), 1, Integer::sum);
        }
    }

    /** What has passed since the last time, on its way in both directions. */
    synchronized Map<FrameType, Integer> take() {
        Map<FrameType, Integer> taken = Map.copyOf(counts);
        counts.clear();
        return taken;
    }
}
