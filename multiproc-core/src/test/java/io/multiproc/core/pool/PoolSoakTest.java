package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.multiproc.pool.AsyncResult;
import io.multiproc.pool.ProcessPool;
import io.multiproc.testkit.CleanExit;
import io.multiproc.testkit.Descriptors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pool that has done many tasks holds no more than one that has done few. */
@ExtendWith(CleanExit.class)
class PoolSoakTest {

    /** {@code -Dmultiproc.soak.tasks=1000000} for the long run. */
    private static final int TASKS = Integer.getInteger("multiproc.soak.tasks", 50_000);

    private static final int WAVE = 1000;
    private static final int GARBAGE_COLLECTIONS = 3;
    private static final long MOST_GROWTH_BYTES = 8 << 20;
    private static final int MOST_GROWTH = 8;

    @Test
    void heapDescriptorsAndThreadsStayFlat() throws Exception {
        try (ProcessPool pool = pool(2)) {
            for (int i = 0; i < 5; i++) {
                wave(pool);
            }
            long heap = usedHeap();
            long descriptors = Descriptors.count();
            int threads = Thread.activeCount();
            for (int done = 0; done < TASKS; done += 2 * WAVE) {
                wave(pool);
            }
            assertThat(usedHeap() - heap).as("bytes of heap").isLessThan(MOST_GROWTH_BYTES);
            assertThat(Descriptors.count() - descriptors).as("descriptors").isLessThan(MOST_GROWTH);
            assertThat(Thread.activeCount() - threads).as("threads").isLessThan(MOST_GROWTH);
        }
    }

    /** Single calls and a map, a thousand tasks of each. */
    private static void wave(ProcessPool pool) throws InterruptedException {
        List<AsyncResult<Integer>> results = new ArrayList<>();
        for (int i = 0; i < WAVE; i++) {
            results.add(pool.applyAsync(PoolTasks::square, i));
        }
        List<Integer> items = IntStream.range(0, WAVE).boxed().toList();
        List<Integer> mapped = pool.map(PoolTasks::square, items, 1);
        for (int i = 0; i < WAVE; i++) {
            assertThat(results.get(i).get()).isEqualTo(i * i);
            assertThat(mapped.get(i)).isEqualTo(i * i);
        }
    }

    private static long usedHeap() {
        for (int i = 0; i < GARBAGE_COLLECTIONS; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
