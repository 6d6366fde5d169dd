package io.multiproc.core.sync;

import io.multiproc.queue.ProcessQueue;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.testkit.programs.Programs;
import java.time.Duration;

/** What processes of the tests do with locks. */
@SuppressWarnings("try") // a hold is there to be closed
final class LockUsers {

    private LockUsers() {}

    static void acquireAndReport(ProcessLock lock, ProcessQueue<String> reports) throws InterruptedException {
        lock.acquire();
        reports.put(lock.isLocked() ? "locked" : "not locked"); // not closed: a thread has its parent's queue
    }

    static void acquireAndSleep(ProcessLock lock, ProcessQueue<String> reports) throws InterruptedException {
        lock.acquire();
        reports.put("locked");
        Programs.sleepForever();
    }

    static void tryAndReport(ProcessLock lock, ProcessQueue<String> reports) throws InterruptedException {
        reports.put(lock.tryAcquire() + " " + lock.acquire(Duration.ofMillis(50)) + " " + lock);
    }

    static void release(ProcessLock lock) {
        lock.release();
    }

    static void releaseForeign(ReentrantProcessLock lock, ProcessQueue<String> reports) throws InterruptedException {
        try {
            lock.release();
            reports.put("released");
        } catch (IllegalStateException e) {
            reports.put(e.getMessage());
        }
    }

    /** As often as it says, with and without others in between. */
    static void count(ProcessLock lock, String file, int times) throws Exception {
        Counter counter = new Counter(file);
        for (int i = 0; i < times; i++) {
            try (var held = lock.hold()) {
                counter.set(counter.get() + 1);
            }
        }
    }

    static void acquireOrReport(ProcessLock lock, ProcessQueue<String> reports) throws InterruptedException {
        reports.put("waiting");
        lock.acquire();
        reports.put("got it");
        lock.release();
    }
}
