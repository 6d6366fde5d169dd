package io.multiproc.core.sync;

import io.multiproc.core.current.AtExit;
import io.multiproc.ipc.memory.SharedHeap;
import io.multiproc.ipc.memory.Slot;
import io.multiproc.ipc.memory.WaitWord;
import io.multiproc.ipc.rundir.RunDirectory;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ReentrantProcessLock;

/** Makes the objects of this package. May be used by any thread. */
public final class SyncObjects {

    static {
        AtExit.register(AtExit.PIPES, SyncObjects::end);
    }

    private SyncObjects() {}

    /** A lock that is free. */
    public static ProcessLock lock() {
        return new SegmentLock(allocate(SegmentLock.WORDS));
    }

    /** A lock that is free, and that its thread may have more than once. */
    public static ReentrantProcessLock reentrantLock() {
        return new SegmentReentrantLock(allocate(SegmentLock.WORDS));
    }

    /** A place for an object that is not one of this package's; see {@link SharedHeap#allocate}. */
    public static Slot allocate(int words) {
        return SharedHeap.local().allocate(words);
    }

    private static void end() {
        WaitWord.stopSleeping();
        RunDirectory.deleteLocal();
    }
}
