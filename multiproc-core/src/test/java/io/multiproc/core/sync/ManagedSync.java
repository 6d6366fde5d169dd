package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.managerBuilder;

import io.multiproc.core.manager.heap.ManagedWatch;
import io.multiproc.function.SerializableRunnable;
import io.multiproc.managers.Manager;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import io.multiproc.sync.ReentrantProcessLock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes objects that a manager's server has. */
final class ManagedSync extends SyncMaker implements AutoCloseable {

    private final Manager manager = managerBuilder().types(ManagedWatch.types()).build();
    private final ManagedWatch watch = manager.create(ManagedWatch.class);

    @Override
    ProcessLock lock() {
        return manager.lock();
    }

    @Override
    ReentrantProcessLock rlock() {
        return manager.rlock();
    }

    @Override
    ProcessSemaphore semaphore(int permits) {
        return manager.semaphore(permits);
    }

    @Override
    BoundedProcessSemaphore boundedSemaphore(int permits) {
        return manager.boundedSemaphore(permits);
    }

    @Override
    ProcessCondition condition() {
        return manager.condition();
    }

    @Override
    ProcessCondition condition(ProcessLock lock) {
        return manager.condition(lock);
    }

    @Override
    ProcessEvent event() {
        return manager.event();
    }

    @Override
    ProcessBarrier barrier(int parties) {
        return manager.barrier(parties);
    }

    @Override
    ProcessBarrier barrier(int parties, SerializableRunnable action) {
        return manager.barrier(parties, action);
    }

    @Override
    ProcessBarrier barrier(int parties, @Nullable SerializableRunnable action, Duration timeout) {
        return manager.barrier(parties, action, timeout);
    }

    @Override
    int waiters(Object object) {
        return watch.waiters(object);
    }

    @Override
    public void close() {
        manager.close();
    }
}
