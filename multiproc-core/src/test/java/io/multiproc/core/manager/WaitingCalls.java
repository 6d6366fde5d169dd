package io.multiproc.core.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.multiproc.core.manager.EndlessCall.Things;
import io.multiproc.managers.Manager;
import io.multiproc.sync.Hold;
import io.multiproc.sync.ProcessCondition;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** A thread in each kind of call that waits for another one. */
@SuppressWarnings("try") // a hold is there to be closed
record WaitingCalls(Things things, List<FutureTask<Void>> threads) {

    /** How many there are. */
    static final int COUNT = 7;

    static WaitingCalls begin(Manager manager) throws InterruptedException {
        Things things = Things.withoutPool(manager);
        List<FutureTask<Void>> threads = Stream.<Wait>of(
                        things.empty()::get,
                        () -> things.full().put(2),
                        things.lock()::acquire,
                        things.semaphore()::acquire,
                        things.event()::await,
                        () -> awaitSignal(things.condition()),
                        things.barrier()::await)
                .map(WaitingCalls::inThread)
                .toList();
        things.awaitWaiting(1);
        assertThat(threads).hasSize(COUNT);
        return new WaitingCalls(things, threads);
    }

    private static void awaitSignal(ProcessCondition condition) throws InterruptedException {
        try (Hold held = condition.hold()) {
            condition.await();
        }
    }

    private static FutureTask<Void> inThread(Wait call) {
        return ManagedSyncTest.inThread(() -> {
            call.run();
            return null;
        });
    }

    /** That all of them still wait. */
    void check() {
        assertThat(threads).noneMatch(FutureTask::isDone);
        things.awaitWaiting(1);
    }

    /**
     * Ends all of them.
     *
     * @return how many calls that took, including the one of who waited for the signal, to release the lock
     */
    int end() throws Exception {
        things.empty().put(1);
        assertThat(things.full().get()).isEqualTo(1);
        things.lock().release();
        things.semaphore().release();
        things.event().set();
        try (Hold held = things.condition().hold()) {
            things.condition().signal();
        }
        things.barrier().abort();
        FutureTask<Void> atBarrier = threads.get(COUNT - 1);
        for (FutureTask<Void> thread : threads.subList(0, COUNT - 1)) {
            thread.get();
        }
        assertThatThrownBy(atBarrier::get).hasCauseInstanceOf(BrokenBarrierException.class);
        return 10;
    }

    /** A call that waits. */
    private interface Wait {

        void run() throws Exception;
    }
}
