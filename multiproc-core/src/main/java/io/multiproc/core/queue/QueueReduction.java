package io.multiproc.core.queue;

import io.multiproc.ipc.codec.Reduction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends queues as their handles. */
final class QueueReduction implements Reduction<LiveQueue> {

    @Override
    public Class<LiveQueue> type() {
        return LiveQueue.class;
    }

    @Override
    public Object reduce(LiveQueue queue) {
        return queue.handle();
    }

    @Override
    public LiveQueue restore(@Nullable Object standIn) {
        return QueueRegistry.restore((QueueHandle) Objects.requireNonNull(standIn, "handle of a queue"));
    }
}
