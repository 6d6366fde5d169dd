package io.multiproc.core.sync;

import io.multiproc.Multiprocessing;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the objects that contracts hold for; those in shared memory, if a subclass does not say otherwise. */
class SyncMaker {

    ProcessLock lock() {
        return Multiprocessing.lock();
    }

    ReentrantProcessLock rlock() {
        return Multiprocessing.rlock();
    }

    ProcessSemaphore semaphore(int permits) {
        return Multiprocessing.semaphore(permits);
    }

    BoundedProcessSemaphore boundedSemaphore(int permits) {
        return Multiprocessing.boundedSemaphore(permits);
    }

    ProcessCondition condition() {
        return Multiprocessing.condition();
    }

    ProcessCondition condition(ProcessLock lock) {
        return Multiprocessing.condition(lock);
    }

    ProcessEvent event() {
        return Multiprocessing.event();
    }

    ProcessBarrier barrier(int parties) {
        return Multiprocessing.barrier(parties);
    }

    ProcessBarrier barrier(int parties, SerializableRunnable action) {
        return Multiprocessing.barrier(parties, action);
    }

    ProcessBarrier barrier(int parties, @Nullable SerializableRunnable action, Duration timeout) {
        return Multiprocessing.barrier(parties, action, timeout);
    }

    /** How many threads wait there. */
    int waiters(Object object) {
        return SegmentWatch.waiters(object);
    }
}
