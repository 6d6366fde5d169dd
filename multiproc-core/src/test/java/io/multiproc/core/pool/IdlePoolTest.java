package io.multiproc.core.pool;

import static io.multiproc.Multiprocessing.context;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.multiproc.pool.ProcessPool;
import io.multiproc.pool.WorkerInsights;
import io.multiproc.process.StartMethod;
import io.multiproc.testkit.CleanExit;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pool that has nothing to do takes no processor time, neither in its workers nor in the program. */
@ExtendWith(CleanExit.class)
class IdlePoolTest {

    private static final Duration WHILE = Duration.ofSeconds(2);

    /** What a JVM does by itself is less; who spins takes all, who looks each millisecond more than that. */
    private static final Duration LITTLE = WHILE.dividedBy(40);

    /** The first while may be for compilers. */
    private static final Duration PATIENCE = WHILE.multipliedBy(8);

    /** Of each worker, and of each thread of this library in this process. */
    private static Map<String, Duration> processorTimes(ProcessPool pool) {
        Map<String, Duration> times = new HashMap<>();
        for (WorkerInsights worker : pool.workers()) {
            times.put(
                    worker.name(),
                    ProcessHandle.of(worker.pid())
                            .flatMap(handle -> handle.info().totalCpuDuration())
                            .orElseThrow());
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("multiproc-")) {
                times.put(
                        thread.getName() + " " + thread.getId(),
                        Duration.ofNanos(Math.max(0, threads.getThreadCpuTime(thread.getId())))); // -1: has ended
            }
        }
        return times;
    }

    @Test
    void takesNoProcessorTime() throws Exception {
        try (ProcessPool pool =
                context(StartMethod.SPAWN).poolBuilder().processes(4).build()) {
            assertThat(pool.map(PoolTasks::square, Collections.nCopies(1000, 3), 1))
                    .containsOnly(9);
            Map<String, Duration> last = new HashMap<>(processorTimes(pool));
            await().pollDelay(WHILE).pollInterval(WHILE).atMost(PATIENCE).untilAsserted(() -> {
                Map<String, Duration> now = processorTimes(pool);
                Map<String, Duration> taken = new HashMap<>(now);
                taken.replaceAll((who, time) -> time.minus(last.getOrDefault(who, Duration.ZERO)));
                last.putAll(now);
                assertThat(taken)
                        .hasSizeGreaterThan(4)
                        .allSatisfy((who, time) -> assertThat(time)
                                .as("processor time of %s in %s", who, WHILE)
                                .isLessThan(LITTLE));
            });
            assertThat(pool.map(PoolTasks::square, Collections.nCopies(4, 3), 1))
                    .containsOnly(9);
        }
    }
}
