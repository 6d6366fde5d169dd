package io.multiproc.core.sync;

import static io.multiproc.Multiprocessing.barrier;
import static io.multiproc.Multiprocessing.condition;
import static io.multiproc.Multiprocessing.event;
import static io.multiproc.Multiprocessing.lock;
import static io.multiproc.Multiprocessing.process;
import static io.multiproc.Multiprocessing.semaphore;
import static io.multiproc.Multiprocessing.sharedInt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.multiproc.process.ChildProcess;
import io.multiproc.shared.SharedInt;
import io.multiproc.sync.ProcessBarrier;
import io.multiproc.sync.ProcessCondition;
import io.multiproc.sync.ProcessEvent;
import io.multiproc.sync.ProcessLock;
import io.multiproc.sync.ProcessSemaphore;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of threads of several processes at each kind of object; thousands with {@code -Dmultiproc.test.crowd=700}.
 */
@SuppressWarnings("try") // a hold is there to be closed
class CrowdTest extends SyncContract {

    private static final int CHILDREN = 2;
    private static final int EACH = Integer.getInteger("multiproc.test.crowd", 300);
    private static final int ALL = (CHILDREN + 1) * EACH;

    /** Where the crowd goes, one after the other. */
    record Way(
            ProcessEvent start,
            ProcessCondition condition,
            SharedInt there,
            ProcessBarrier barrier,
            ProcessSemaphore semaphore,
            ProcessLock lock,
            SharedInt through,
            SharedInt counted)
            implements Serializable {

        void go() throws Exception {
            start.await();
            try (var held = condition.hold()) {
                there.set(there.get() + 1);
                condition.awaitFor(() -> there.get() > ALL); // until the test says so
            }
            barrier.await();
            semaphore.acquire();
            through.set(through.get() + 1);
            semaphore.release();
            try (var held = lock.hold()) {
                counted.set(counted.get() + 1);
            }
        }
    }

    static void crowd(Way way) throws Exception {
        List<FutureTask<Void>> threads = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            threads.add(inThread(way::go));
        }
        join(threads);
    }

    @Test
    void goesOnAsOne() throws Exception {
        Way way = new Way(
                event(), condition(), sharedInt(0), barrier(ALL), semaphore(1), lock(), sharedInt(0), sharedInt(0));
        List<ChildProcess> children = new ArrayList<>();
        for (int i = 0; i < CHILDREN; i++) {
            children.add(start(process(CrowdTest::crowd, way)));
        }
        FutureTask<Void> here = inThread(() -> crowd(way));
        await().atMost(LONG).until(() -> SegmentWatch.waiters(way.start()) > EACH);
        way.start().set();
        await().atMost(LONG).until(() -> SegmentWatch.waiters(way.condition()) == ALL);
        try (var held = way.condition().hold()) {
            assertThat(way.there().get()).isEqualTo(ALL);
            way.there().set(ALL + 1);
            way.condition().signalAll();
        }
        here.get();
        for (ChildProcess child : children) {
            join(child);
        }
        assertThat(way.through().get()).isEqualTo(ALL);
        assertThat(way.counted().get()).isEqualTo(ALL);
    }
}
