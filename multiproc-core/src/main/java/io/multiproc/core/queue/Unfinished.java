package io.multiproc.core.queue;

import io.multiproc.ipc.time.Deadline;
import java.util.concurrent.locks.Condition;

/** The elements that were put and not called done. Guarded by the lock of the queue. */
final class Unfinished {

    private final ElementStore store;
    private final Traffic traffic;
    private final Condition none;
    private long done;

    /**
     * None yet.
     *
     * @param none of the lock of the queue
     */
    Unfinished(ElementStore store, Traffic traffic, Condition none) {
        this.store = store;
        this.traffic = traffic;
        this.none = none;
    }

    /** One is done; false if there is none. */
    boolean countDone() {
        if (count() <= 0) {
            return false;
        }
        done++;
        tell();
        return true;
    }

    /** Tells those who wait for that, if there is none. */
    void tell() {
        if (count() <= 0) {
            wake();
            traffic.attachments().forEach(Attachment::joined);
        }
    }

    /** Has the threads here look again. */
    void wake() {
        none.signalAll();
    }

    /**
     * Waits until there is none.
     *
     * @param check throws if that is not worth waiting for
     * @return false: the time is over
     */
    boolean awaitNone(long deadline, Runnable check) throws InterruptedException {
        while (count() > 0) {
            check.run();
            if (Deadline.isOver(deadline)) {
                return false;
            }
            long unused = none.awaitNanos(Deadline.remaining(deadline));
        }
        return true;
    }

    private long count() {
        long count = store.added() - done;
        for (Attachment attachment : traffic.attachments()) {
            count += attachment.onTheirWay();
        }
        return count;
    }
}
