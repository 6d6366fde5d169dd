package io.multiproc.core.sync;

import io.multiproc.ipc.codec.Reduction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends the objects of this package as their handles. */
final class SyncReduction implements Reduction<LiveSync> {

    @Override
    public Class<LiveSync> type() {
        return LiveSync.class;
    }

    @Override
    public Object reduce(LiveSync value) {
        return value.handle();
    }

    @Override
    public LiveSync restore(@Nullable Object standIn) {
        return ((SyncHandle) Objects.requireNonNull(standIn, "handle of an object in shared memory")).restore();
    }
}
