package io.multiproc.core;

import io.multiproc.ProcessContext;
import io.multiproc.core.shared.MappedObjects;
import io.multiproc.core.sync.SyncObjects;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.sync.SyncSnapshot;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Locks and their kin, which are the same whatever way processes are started. */
abstract class SyncContext extends MappedObjects implements ProcessContext {

    @Override
    public final ProcessLock lock() {
        return SyncObjects.lock();
    }

    @Override
    public final ReentrantProcessLock rlock() {
        return SyncObjects.reentrantLock();
    }

    @Override
    public final ProcessSemaphore semaphore() {
        return SyncObjects.semaphore(1);
    }

    @Override
    public final ProcessSemaphore semaphore(int permits) {
        return SyncObjects.semaphore(permits);
    }

    @Override
    public final BoundedProcessSemaphore boundedSemaphore() {
        return SyncObjects.boundedSemaphore(1);
    }

    @Override
    public final BoundedProcessSemaphore boundedSemaphore(int permits) {
        return SyncObjects.boundedSemaphore(permits);
    }

    @Override
    public final BoundedProcessSemaphore returningSemaphore(int permits) {
        return SyncObjects.returningSemaphore(permits);
    }

    @Override
    public final ProcessCondition condition() {
        return SyncObjects.condition();
    }

    @Override
    public final ProcessCondition condition(ProcessLock lock) {
        return SyncObjects.condition(lock);
    }

    @Override
    public final ProcessEvent event() {
        return SyncObjects.event();
    }

    @Override
    public final ProcessBarrier barrier(int parties) {
        return SyncObjects.barrier(parties, null, null);
    }

    @Override
    public final ProcessBarrier barrier(int parties, SerializableRunnable action) {
        return SyncObjects.barrier(parties, Objects.requireNonNull(action, "action"), null);
    }

    @Override
    public final ProcessBarrier barrier(int parties, @Nullable SerializableRunnable action, Duration timeout) {
        return SyncObjects.barrier(parties, action, Objects.requireNonNull(timeout, "timeout"));
    }

    @Override
    public final SyncSnapshot syncSnapshot() {
        return SyncObjects.snapshot();
    }
}
