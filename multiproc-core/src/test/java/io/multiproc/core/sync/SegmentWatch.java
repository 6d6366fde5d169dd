package io.multiproc.core.sync;

import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.WaitCells;

/** Looks into the segments of objects. */
final class SegmentWatch {

    private SegmentWatch() {}

    /** How many threads sleep there. */
    static int waiters(Object object) {
        Slot slot = slot(object);
        WaitCells cells = slot.segment().cells();
        int word = slot.word(object instanceof SegmentBarrier ? BarrierState.STATE : 0);
        int count = 0;
        for (int cell = cells.next(-1, word); cell >= 0; cell = cells.next(cell, word)) {
            count++;
        }
        return count;
    }

    private static Slot slot(Object object) {
        return ((LiveSync) object).slot();
    }
}
