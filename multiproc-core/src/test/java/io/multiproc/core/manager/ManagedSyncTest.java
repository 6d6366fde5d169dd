package io.multiproc.core.manager;

import static io.multiproc.Multiprocessing.managerBuilder;
import static io.multiproc.Multiprocessing.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.heap.ManagedWatch;
import io.multiproc.managers.ManagedValue;
import io.multiproc.managers.Manager;
import io.multiproc.managers.RemoteCallException;
import io.multiproc.pool.ProcessPool;
import io.multiproc.process.ChildProcess;
import io.multiproc.queue.JoinableQueue;
import io.multiproc.sync.BoundedProcessSemaphore;
import io.multiproc.sync.Hold;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ReentrantProcessLock;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Conforms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Locks and the like in a server; all on one. */
@ExtendWith(CleanExit.class)
@SuppressWarnings("try") // a hold is there to be closed
class ManagedSyncTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static Manager manager;
    private static ManagedWatch watch;

    @BeforeAll
    static void start() {
        manager = managerBuilder().types(ManagedWatch.types()).build();
        watch = manager.create(ManagedWatch.class);
    }

    @AfterAll
    static void shutdown() {
        manager.shutdown();
    }

    static <T> FutureTask<T> inThread(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "user of a manager");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** What CPython's cases do in a child. */
    static void useAll(
            ProcessEvent event,
            ReentrantProcessLock rlock,
            BoundedProcessSemaphore bounded,
            ProcessCondition condition,
            ProcessBarrier barrier)
            throws Exception {
        check(event.isSet(), "event");
        event.await();
        event.clear();
        check(!event.await(MOMENT), "cleared event");
        rlock.acquire();
        rlock.acquire();
        check(rlock.holdCount() == 2, "count");
        rlock.release();
        rlock.release();
        bounded.acquire();
        condition.acquire();
        condition.release();
        check(barrier.parties() == 5, "parties");
        barrier.reset();
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("not as it should be: " + what);
        }
    }

    @Test
    @Conforms("TestSyncManagerTypes.test_event")
    @Conforms("TestSyncManagerTypes.test_rlock")
    @Conforms("TestSyncManagerTypes.test_bounded_semaphore")
    @Conforms("TestSyncManagerTypes.test_condition")
    @Conforms("TestSyncManagerTypes.test_barrier")
    void aChildUsesAll() throws Exception {
        ProcessEvent event = manager.event();
        event.set();
        BoundedProcessSemaphore bounded = manager.boundedSemaphore(1);
        ChildProcess child = process(
                ManagedSyncTest::useAll, event, manager.rlock(), bounded, manager.condition(), manager.barrier(5));
        child.start();
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
        assertThat(event.isSet()).isFalse();
        bounded.release();
        assertThatThrownBy(bounded::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void locksKnowTheirOwners() throws Exception {
        ProcessLock lock = manager.lock();
        try (Hold held = lock.hold()) {
            assertThat(lock.isLocked()).isTrue();
            assertThat(lock.tryAcquire()).as("not re-entrant").isFalse();
            assertThat(lock.acquire(MOMENT)).isFalse();
        }
        assertThatThrownBy(lock::release)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the lock is not held by anybody: release without acquire");
        lock.acquire();
        inThread(() -> {
                    lock.release();
                    return true;
                })
                .get();
        assertThat(lock.isLocked()).as("anybody may release it").isFalse();

        ReentrantProcessLock rlock = manager.rlock();
        rlock.acquire();
        assertThat(inThread(rlock::tryAcquire).get()).isFalse();
        FutureTask<Boolean> waiting = inThread(() -> rlock.acquire(LONG));
        assertThatThrownBy(() -> inThread(() -> {
                            rlock.release();
                            return true;
                        })
                        .get())
                .hasRootCauseInstanceOf(IllegalStateException.class);
        rlock.release();
        assertThat(waiting.get()).isTrue();
    }

    @Test
    void conditionsWakeAsManyAsAreSignalled() throws Exception {
        ProcessLock lock = manager.lock();
        ProcessCondition condition = manager.condition(lock);
        assertThat(condition.lock()).isSameAs(lock);
        assertThatThrownBy(condition::signal).isInstanceOf(IllegalStateException.class);
        ManagedValue<Integer> value = manager.value(0);
        List<FutureTask<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(inThread(() -> {
                try (Hold held = condition.hold()) {
                    return condition.awaitFor(() -> value.get() >= 1, LONG);
                }
            }));
        }
        Awaitility.await().atMost(LONG).until(() -> watch.waiters(condition) == 3);
        try (Hold held = condition.hold()) {
            assertThat(condition.await(MOMENT)).isFalse();
            value.set(1);
            condition.signal(1);
        }
        Awaitility.await()
                .atMost(LONG)
                .until(() -> waiting.stream().filter(FutureTask::isDone).count() == 1);
        try (Hold held = condition.hold()) {
            condition.signalAll();
        }
        for (FutureTask<Boolean> each : waiting) {
            assertThat(each.get()).isTrue();
        }
        assertThatThrownBy(() -> manager.condition(io.multiproc.Multiprocessing.lock()))
                .isInstanceOf(RemoteCallException.class)
                .hasMessageContaining("of the same manager");
    }

    @Test
    void barriersLetAllGoOrNone() throws Exception {
        ProcessBarrier barrier = manager.barrier(2);
        FutureTask<Integer> first = inThread(barrier::await);
        Awaitility.await().atMost(LONG).until(() -> barrier.waiting() == 1);
        assertThat(barrier.await()).isEqualTo(1);
        assertThat(first.get()).isZero();
        assertThatThrownBy(() -> barrier.await(MOMENT)).isInstanceOf(BrokenBarrierException.class);
        assertThat(barrier.isBroken()).isTrue();
        barrier.reset();
        assertThat(barrier.isBroken()).isFalse();
        assertThatThrownBy(() -> manager.barrier(0)).isInstanceOf(RemoteCallException.class);
    }

    @Test
    void anInterruptReachesTheCallAndNothingIsLost() throws Exception {
        JoinableQueue<Integer> queue = manager.queue();
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Object> task = new FutureTask<>(() -> {
            begun.countDown();
            return queue.get();
        });
        Thread thread = new Thread(task, "interrupted");
        thread.start();
        begun.await();
        thread.interrupt();
        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
        queue.put(1);
        assertThat(queue.get()).isEqualTo(1);
        Thread.currentThread().interrupt();
        assertThat(queue.size()).isZero();
        assertThat(Thread.interrupted()).as("not for a call that does not wait").isTrue();
    }

    static void usePool(ProcessPool pool) throws Exception {
        try (pool) {
            check(pool.apply(Integer::sum, 1, 2) == 3, "apply");
            check(pool.applyAsync(Math::abs, -7).get() == 7, "applyAsync");
        }
    }

    @Test
    @Conforms("TestSyncManagerTypes.test_pool")
    void aPoolLivesInTheServer() throws Exception {
        ChildProcess child = process(ManagedSyncTest::usePool, manager.pool(4));
        child.start();
        assertThat(child.join(LONG)).isTrue();
        assertThat(child.exitCode()).hasValue(0);
        assertThatThrownBy(() -> manager.pool(0)).isInstanceOf(RemoteCallException.class);
    }
}
