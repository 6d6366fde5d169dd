package io.multiproc.core.sync;

import io.multiproc.core.current.CurrentProcess;
import io.multiproc.ipc.memory.Segment;

/** Who has a lock, in words, as Python says it. */
final class Owner {

    private static final String MAIN = "main";

    private Owner() {}

    static String of(LockWord word) {
        long holder = word.holder();
        if (holder == 0) {
            return "none";
        }
        Segment segment = word.slot().segment();
        if (!segment.isOwn(holder)) {
            return "another process, pid " + segment.pid(holder);
        }
        return holder == segment.mark() ? callingThread() : "another thread of this process";
    }

    private static String callingThread() {
        String process = CurrentProcess.get().name();
        String thread = Thread.currentThread().getName();
        return thread.equals(MAIN) || thread.equals(process) ? process : process + "|" + thread;
    }
}
