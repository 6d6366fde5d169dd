package io.multiproc.core.sync;

import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.SlotReference;
import io.multiproc.sync.BoundedProcessSemaphore;

/** A semaphore in a segment whose limit is what it began with. */
final class SegmentBoundedSemaphore extends SegmentSemaphore implements BoundedProcessSemaphore {

    SegmentBoundedSemaphore(Slot slot) {
        super(slot);
    }

    @Override
    SyncHandle handle() {
        return new Handle(slot().share());
    }

    /** Its kind, value and limit. */
    @Override
    public String toString() {
        return "BoundedProcessSemaphore(value=" + value() + ", limit=" + limit() + ")";
    }

    private record Handle(SlotReference slot) implements SyncHandle {

        @Override
        public LiveSync restore() {
            return new SegmentBoundedSemaphore(SharedHeap.local().attach(slot));
        }
    }
}
