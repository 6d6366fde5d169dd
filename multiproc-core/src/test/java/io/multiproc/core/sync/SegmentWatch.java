package io.multiproc.core.sync;

import io.multiproc.ipc.memory.WaitCells;
import io.multiproc.sync.ProcessLock;

/** Looks into the segments of objects. */
final class SegmentWatch {

    private SegmentWatch() {}

    /** Whether a thread sleeps until it gets the lock. */
    static boolean isWaitedFor(ProcessLock lock) {
        return waiters(lock) > 0;
    }

    /** How many threads sleep until they get the lock. */
    static int waiters(ProcessLock lock) {
        LockWord word = ((SegmentLock) lock).word;
        WaitCells cells = word.slot().segment().cells();
        int count = 0;
        for (int cell = cells.next(-1, word.slot().word(0));
                cell >= 0;
                cell = cells.next(cell, word.slot().word(0))) {
            count++;
        }
        return count;
    }
}
